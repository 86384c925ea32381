"""Reading by pointing: a model is shown a form's cells and paragraphs with ids and answers with ids; code copies."""
