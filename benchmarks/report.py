"""The table of ratios, and its JSON."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jax
from rich.console import Console
from rich.markup import escape
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One comparison.

    Attributes:
        group: The part of the table.
        what: What is measured.
        ours: The figure of haliax.
        plain: That of what it is compared with.
        unit: The unit of both.
        against: What it is compared with.
        target: The ratio that haliax must not exceed; None where there is none.
        more: By how much haliax may exceed the other's figure, in the place of a ratio.
        paired: The median ratio of neighbouring blocks, which should not be far from the ratio of the best.
        quartiles: Those of the ratios of neighbouring blocks, where the median of these is the ratio.
    """

    group: str
    what: str
    ours: float
    plain: float
    unit: str
    against: str = "jax.numpy"
    target: float | None = None
    more: float | None = None
    paired: float | None = None
    quartiles: tuple[float, float, float] | None = None

    @property
    def ratio(self) -> float:
        """How many times the other's figure ours is."""
        return self.ours / self.plain if self.quartiles is None else self.quartiles[1]

    @property
    def reached(self) -> bool | None:
        """Whether the ratio, to two decimals, or the difference is within the target; None where there is none."""
        if self.more is not None:
            return round(self.ours - self.plain, 2) <= self.more
        return None if self.target is None else round(self.ratio, 2) <= self.target

    @property
    def spread(self) -> str:
        """The first and the last quartile, as a reader sees them."""
        return f"{self.quartiles[0]:.2f} to {self.quartiles[2]:.2f}" if self.quartiles else ""

    @property
    def allowed(self) -> str:
        """The target, as a reader sees it."""
        if self.more is not None:
            return f"≤ +{figure(self.more, self.unit)}"
        return "" if self.target is None else f"≤ {self.target:.2f}"


@dataclass(frozen=True)
class Skipped:
    """A part that could not be measured, and why."""

    group: str
    why: str


def table(group: str, rows: Sequence[Row]) -> Table:
    """The rows of one group, as a reader sees them."""
    out = Table(title=group, title_justify="left", title_style="bold", expand=False)
    out.add_column("")
    spread = ["spread"] if any(row.quartiles for row in rows) else []
    for name in ("haliax", "against", "ratio", *spread, "target", ""):
        out.add_column(name, justify="right")
    for row in rows:
        verdict = {None: "", True: "[green]reached[/]", False: "[red]over[/]"}[row.reached]
        figures = [figure(row.ours, row.unit), f"{row.against} {figure(row.plain, row.unit)}", f"{row.ratio:.2f}"]
        figures += [row.spread for _ in spread]
        out.add_row(escape(row.what), *figures, row.allowed, verdict)
    return out


def figure(value: float, unit: str) -> str:
    if unit == "":
        return f"{value:.0f}"
    if unit == "µs" and value >= 1000:
        return figure(value / 1000, "ms")
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} {unit}"


def environment() -> dict[str, str]:
    """What the figures hold for."""
    return {
        "python": platform.python_version(),
        "jax": jax.__version__,
        "device": str(jax.devices()[0].device_kind),
        "machine": platform.machine(),
    }


def summary(results: Sequence[Row | Skipped]) -> Iterator[str]:
    """What was not reached, and what was not measured."""
    rows = [row for row in results if isinstance(row, Row) and row.reached is not None]
    over = [row for row in rows if not row.reached]
    yield f"{len(rows) - len(over)} of {len(rows)} targets reached"
    for row in over:
        yield f"  over: {row.group}, {row.what}: {row.ratio:.2f}, not {row.allowed}"
    for skipped in results:
        if isinstance(skipped, Skipped):
            yield f"  not measured: {skipped.group}: {skipped.why}"


def write_json(path: Path, results: Sequence[Row | Skipped]) -> None:
    """Writes all figures to a file."""
    rows = [_as_dict(row) for row in results if isinstance(row, Row)]
    skipped = [asdict(part) for part in results if isinstance(part, Skipped)]
    path.write_text(json.dumps({"environment": environment(), "rows": rows, "skipped": skipped}, indent=2) + "\n")


def _as_dict(row: Row) -> dict[str, Any]:
    return {**asdict(row), "ratio": row.ratio, "reached": row.reached}


def show(console: Console, group: str, rows: Sequence[Row]) -> None:
    """Prints the rows of one group."""
    console.print(table(group, rows))
    console.print()
