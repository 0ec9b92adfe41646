"""What Python runs when a recorded program starts: this folder is the first of its `PYTHONPATH`."""
