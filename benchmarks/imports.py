"""The time that an import takes, and an import with a first operation."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.processes import in_turns
from benchmarks.report import Row

GROUP = "Import, in a fresh process"

JAX = "import jax"
LIBRARY = "import haliax; haliax.NamedArray"
RULES = "import haliax.pure.rules"
FIRST = """
import haliax as hax, jax.numpy as jnp
x = hax.named(jnp.ones((2, 3)), ("batch", "embed"))
(x + x).array.block_until_ready()
"""
FIRST_OF_JAX = """
import jax.numpy as jnp
x = jnp.ones((2, 3))
(x + x).block_until_ready()
"""


def rows(rounds: int) -> Iterator[Row]:
    """The figures of the library, of its first operation, and of the rules alone, as the mypy plugin imports them."""
    commands = [("-c", code) for code in (JAX, LIBRARY, RULES, FIRST_OF_JAX, FIRST)]
    in_turns(commands, 1)
    jax, library, rules, first_of_jax, first = in_turns(commands, rounds)
    yield Row(GROUP, LIBRARY, library, jax, "s", against=JAX, target=1.05)
    yield Row(GROUP, "import, and a first x + y", first, first_of_jax, "s", against="jax.numpy", target=1.2)
    yield Row(GROUP, f"{RULES}, as the mypy plugin does", rules, jax, "s", against=JAX)
