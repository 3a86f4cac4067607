"""What the rules say of a table of tumours: every row in, every row out with the grade beside it."""
