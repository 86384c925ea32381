"""Indicators that a text says: in a cell, in the lines of a form, in a column of a list; one grammar for all."""
