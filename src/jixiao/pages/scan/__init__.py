"""A page that is a picture, into the same words and rules as a digital one."""
