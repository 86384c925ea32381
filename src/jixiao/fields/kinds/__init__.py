"""One reader a kind of form: its labels, lists and prose into the fields of its record."""
