"""How likely a value that OCR read is right: what is known of it, and the model that weighs that."""
