"""A form into a record: labels and lists by rules, then what was claimed, what was not, and what that means."""
