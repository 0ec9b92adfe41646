"""What the processes of all libraries found, as one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median, quantiles
from typing import Any

from rich import box
from rich.markup import escape
from rich.table import Table

from benchmarks.report import figure

Round = dict[str, Any]
"""What one process found: see `worker.figures`."""


class Ratios:
    """The ratios of every library to the plain code beside it, over all rounds.

    Args:
        rounds: What the processes found, those of each library in each round.
    """

    def __init__(self, rounds: Sequence[Sequence[Round]]) -> None:
        self.rounds = rounds
        self.versions = {found["name"]: found["version"] for found in rounds[0]}
        self.lacks = {found["name"]: found["lacks"] for found in rounds[0]}
        """Why libraries have no such rows."""
        self.whats = list(dict.fromkeys(what for found in rounds[0] for what in found["rows"]))
        """The rows: those of the first library, which has them all, in its order."""
        self.first = next(iter(self.versions))

    def of(self, name: str, what: str, side: str = "library", beside: str = "plain") -> list[float]:
        """The ratios in a row, one for each round; none if the library has no such row."""
        rows = [found["rows"].get(what, {}) for found in self._processes(name)]
        return [row[side] / row[beside] for row in rows if side in row and beside in row]

    def plain(self, what: str) -> float:
        """The median time of the plain code in a row, in seconds."""
        return median(found["rows"][what]["plain"] for found in self._processes(self.first))

    def faster(self) -> Iterator[str]:
        """The rows in which another library took less, beside the same plain code, than the first."""
        for what in self.whats:
            best = self.of(self.first, what)
            others = {name: found for name in self.versions if (found := self.of(name, what))}
            less = [_less(name, found, best) for name, found in others.items() if median(found) < median(best)]
            if less:
                yield f"{what}: {self.first} {_short(median(best))}, {', '.join(less)}"

    def reasons(self) -> Iterator[str]:
        """Why libraries have no such rows, each reason once."""
        for name, lacks in self.lacks.items():
            for why in dict.fromkeys(lacks.values()):
                yield f"{name}: {why} ({'; '.join(what for what, given in lacks.items() if given == why)})"

    def _processes(self, name: str) -> list[Round]:
        return [found for one in self.rounds for found in one if found["name"] == name]


def table(ratios: Ratios, *, markdown: bool) -> Table:
    """The table, as a reader sees it, or as Markdown."""
    columns = {name: (name, "library", "plain") for name in ratios.versions}
    columns |= {"xarray / numpy": ("xarray", "library", "numpy"), "jax.jit": (ratios.first, "compiled", "plain")}
    out = Table(box=box.MARKDOWN if markdown else box.HEAVY_HEAD, expand=False)
    out.add_column("")
    for title in ("jax.numpy", *columns):
        out.add_column(title, justify="right")
    for what in ratios.whats:
        cells = (cell(ratios.of(name, what, side, beside)) for name, side, beside in columns.values())
        out.add_row(escape(what), figure(ratios.plain(what) * 1e6, "µs"), *cells)
    return out


def cell(found: Sequence[float]) -> str:
    """The median of some ratios and their quartiles; a dash for none."""
    if not found:
        return "—"
    low, high = _quartiles(found)
    return f"{_short(median(found))} ({_short(low)}-{_short(high)})"


def _less(name: str, found: Sequence[float], best: Sequence[float]) -> str:
    """A library that took less, and whether that is clear."""
    clear = _quartiles(found)[1] < _quartiles(best)[0]
    return f"{name} {_short(median(found))}{'' if clear else ' (their quartiles overlap)'}"


def _quartiles(found: Sequence[float]) -> tuple[float, float]:
    low, _, high = quantiles(found, n=4, method="inclusive") if len(found) > 1 else [*found] * 3
    return low, high


def _short(ratio: float) -> str:
    return f"{ratio:.{2 if ratio < 10 else 1 if ratio < 100 else 0}f}"
