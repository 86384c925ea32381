"""Digits that may be others: what sums say of them, and which values are doubted."""
