"""To come."""
from __future__ import annotations
from tools.fuzz.making import Maker
def add(m: Maker, lines: list[str]) -> list[str]:
    return []
