"""What a PDF says of its text, and whether to believe it: characters nobody sees, fonts that draw others."""
