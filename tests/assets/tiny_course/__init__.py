"""A tiny course about averages."""
