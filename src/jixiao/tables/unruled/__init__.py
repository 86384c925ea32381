"""Tables that upright rules do not part: their columns from the blank strips between words."""
