"""Lists of many projects in one table, cut into a table for each project."""
