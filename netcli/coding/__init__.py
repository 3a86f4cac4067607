"""How a cancer registry writes a tumour: codes by name, and the coding of one case."""
