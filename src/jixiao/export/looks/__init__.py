"""A page and what was read from it, in one file for the browser."""
