"""An office's own goal text against its indicators."""
