"""Tests of tables of tumours."""
