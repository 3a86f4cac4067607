"""From an answer to text: one sink, and a module for each format."""
