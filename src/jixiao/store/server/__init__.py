"""A database on a PostgreSQL server in the place of a file: the same queries, answered there."""
