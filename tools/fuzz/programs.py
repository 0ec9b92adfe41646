"""Whole programs: some arrays, helpers, functions and classes, and a function that uses them."""

from __future__ import annotations

from random import Random
from textwrap import indent

from tools.fuzz import functions, helpers, mistakes
from tools.fuzz.annotating import annotate
from tools.fuzz.executing import Run, compiled, namespace, traced
from tools.fuzz.functions import body, value_for
from tools.fuzz.making import Maker, Nothing, Scope
from tools.fuzz.words import AXES, HEADER


def program(seed: int, mistake: bool = False) -> str:
    """The text of the program that a seed stands for.

    Args:
        seed: Which program.
        mistake: Whether its last statement is a mistake.
    """
    found: list[str] = []
    traced(lambda: found.append(_Author(Random(seed)).write(mistake)))
    return found[0]


class _Author:
    def __init__(self, rng: Random) -> None:
        env = namespace(Run(), "being_written")
        exec(compiled(HEADER + AXES), env)
        self.maker = Maker(rng, Scope(env))

    def write(self, mistake: bool) -> str:
        m = self.maker
        helpers.helpers(m)
        for make in m.rng.choices([functions.define, functions.layer], [3, 1], k=m.pick([1, 2, 3])):
            for _ in range(5):
                lines = list(m.scope.lines)
                try:
                    make(m)
                    break
                except Nothing:
                    m.scope.lines[:] = lines
        main = self._main(mistake)
        return HEADER + AXES + "\n".join([*m.scope.lines, *main]) + "\n"

    def _main(self, mistake: bool) -> list[str]:
        """A function with the statements that call the others, and calls of it."""
        m = self.maker
        values = {m.fresh(): value_for(m) for _ in range(m.pick([2, 3]))}
        notes = {name: annotate(m, value) for name, value in values.items()}
        head = ", ".join(f"{name}: {note.text}" for name, note in notes.items())
        made = [
            f"hax.ones(({''.join(f'{n.title()}, ' for n in v.axis_names)}), jnp.{v.dtype})" for v in values.values()
        ]
        made = [text.replace("jnp.bool", "bool") for text in made]
        last = mistakes.add if mistake else None
        for _ in range(5):
            try:
                lines, _, _ = body(m, m.scope, {**values, "flag": True, "i": 1}, m.pick([4, 7, 10]), last)
                break
            except Nothing:
                continue
        else:
            lines = ["pass"]
        text = f"def main({head}, flag: bool, i: int) -> None:\n{indent(chr(10).join(lines), '    ')}"
        calls = [f"main({', '.join(made)}, flag={flag}, i={i})" for flag, i in ((True, 1), (False, 0))]
        if mistake or not m.run(f"{text}\n{calls[0]}\n{calls[1]}"):
            return [*text.splitlines(), calls[0]]
        del m.scope.lines[-len(text.splitlines()) - 2 :]
        return [*text.splitlines(), *calls]
