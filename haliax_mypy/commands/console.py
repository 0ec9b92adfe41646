"""Where the commands print: in colours in a terminal, plainly elsewhere."""

from __future__ import annotations

import os
import sys

from rich.console import Console


def console() -> Console:
    """Standard output, which is no terminal if it goes into a file, to CI, or if NO_COLOR is set.

    What is printed there has no colours and no boxes, and lines are as long as they are.
    """
    plain = bool(os.environ.get("NO_COLOR")) or not sys.stdout.isatty()
    return Console(
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=False if plain else None,
        color_system=None if plain else "auto",
    )
