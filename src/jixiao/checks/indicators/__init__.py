"""Checks of indicators: their values, levels, places and points."""
