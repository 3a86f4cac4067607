"""How records get here: the bundled files and an overlay, read strictly, every fault told with its place."""
