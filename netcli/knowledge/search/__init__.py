"""Ranked full-text search over every record, and the questions that answer a question."""
