"""Commands about the program, its library and what it was taught."""
