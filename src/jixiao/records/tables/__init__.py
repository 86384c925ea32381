"""Records laid out as tables: columns, rows, and frames of them."""
