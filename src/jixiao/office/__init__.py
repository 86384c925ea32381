"""Word and Excel files into the same tables and paragraphs as pages. Alone knows openpyxl, xlrd, docx."""
