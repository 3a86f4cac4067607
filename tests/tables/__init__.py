"""Tests of the knowledge as tables."""
