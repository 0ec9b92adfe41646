"""What the examples share: mistakes to put into copies of them, and a way to ask mypy."""
