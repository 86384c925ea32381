"""What comes out of files that are damaged, odd, or not whole."""
