"""Strokes and words into cells; Word and Excel tables through the same type; stitching over pages."""
