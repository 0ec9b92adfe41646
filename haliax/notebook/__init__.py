"""What notebooks show of a named array: axes, dtype, devices, a summary of its values and a picture."""

from __future__ import annotations

from haliax.notebook.page import html_of as html_of
