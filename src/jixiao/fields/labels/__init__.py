"""Labels and their values: the part of a form that is no list."""
