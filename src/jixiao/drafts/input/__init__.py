"""Projects as people give them: files, workbooks, records; and what is doubtful in them."""
