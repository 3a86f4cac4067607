"""Trial registers: links to all of them, the clients of two, and what those share."""
