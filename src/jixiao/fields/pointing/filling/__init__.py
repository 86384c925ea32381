"""Answers put into records under construction: text cut from the cells and paragraphs that were pointed at."""
