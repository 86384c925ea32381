"""What a goal will say and leave out, and what it rests on beyond its indicators."""
