"""The knowledge as tidy tables for other programs: a row a record, a row a fact, no list inside a cell."""
