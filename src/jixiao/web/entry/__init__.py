"""Who comes in: the guard before every request, one person on one machine, an office with users."""
