"""The blocks of a source cut into forms."""
