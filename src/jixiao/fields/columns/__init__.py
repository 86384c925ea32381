"""The columns of a list: which grid columns each covers, and what it most likely holds."""
