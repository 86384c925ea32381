"""What a command is pointed at, and where it writes."""
