"""What a person does to a form on the desk: values, rows, the form as a whole; tried before it is kept."""
