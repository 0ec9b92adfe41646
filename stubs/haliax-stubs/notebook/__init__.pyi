# Written by `python -m tools.stubs`. Do not edit.
"""What notebooks show of a named array: axes, dtype, devices, a summary of its values and a picture."""

from haliax.notebook.page import html_of as html_of
