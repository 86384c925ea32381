"""Programs that make what ships as data: weights of small models, each with its card beside the data."""
