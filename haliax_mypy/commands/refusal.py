"""What a command raises where it cannot do its work."""

from __future__ import annotations


class Refusal(Exception):
    """Says in one sentence what is wrong and what to do. It is printed without a traceback."""
