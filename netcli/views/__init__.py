"""What an answer says to people: records in, blocks out. No format, no terminal, no Rich."""
