"""Whole programs, as people write them: run by the tests and checked by mypy."""
