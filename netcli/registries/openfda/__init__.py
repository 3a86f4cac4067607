"""The client of openFDA's label service."""
