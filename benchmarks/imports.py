"""The time that an import takes."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.processes import in_turns
from benchmarks.report import Row

GROUP = "Import, in a fresh process"

JAX = "import jax"
LIBRARY = "import haliax; haliax.NamedArray"
RULES = "import haliax.pure.rules"


def rows(rounds: int) -> Iterator[Row]:
    """The figures of the library, and of the rules alone, as the mypy plugin imports them."""
    commands = [("-c", code) for code in (JAX, LIBRARY, RULES)]
    in_turns(commands, 1)
    jax, library, rules = in_turns(commands, rounds)
    yield Row(GROUP, LIBRARY, library, jax, "s", against=JAX, target=1.1)
    yield Row(GROUP, f"{RULES}, as the mypy plugin does", rules, jax, "s", against=JAX)
