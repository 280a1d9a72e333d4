"""Reports as text, tables and pages: one destination a file, pure functions."""
