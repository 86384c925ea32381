"""Makes the two networks that ship."""
