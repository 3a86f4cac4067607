"""Tests of the coding for cancer registries."""
