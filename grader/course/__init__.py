"""Linear regression by writing it."""
