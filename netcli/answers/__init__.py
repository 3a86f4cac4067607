"""What each command answers to programs, as types, and the JSON Schema that is made from them."""
