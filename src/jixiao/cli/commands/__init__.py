"""The commands, one file each: parse, call what the application does, print."""
