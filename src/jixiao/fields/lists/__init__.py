"""Lists with a header row: where they lie, their periods, and their rows."""
