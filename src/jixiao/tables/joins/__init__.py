"""What a page end cuts in two: running heads, rows, tables and paragraphs, put together again."""
