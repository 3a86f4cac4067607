"""The bundled knowledge: what its records look like, how they are loaded, found and checked."""
