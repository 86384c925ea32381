"""Strokes and words into cells, and the pieces of tables that page ends cut apart joined again."""
