"""Documents made for measuring: hard scans, other page ends, forms of no known family."""
