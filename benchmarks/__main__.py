"""The command: measures, prints the table, and writes JSON if asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from benchmarks import (
    boundary,
    checking,
    compiled,
    counts,
    devices,
    eager,
    equations,
    imports,
    layers,
    mapping,
    new_names,
    operations,
    positions,
    projects,
    threads,
    tracing,
)
from benchmarks.processes import Failed
from benchmarks.report import Row, Skipped, environment, show, summary, write_json

GROUPS: dict[str, Callable[[bool], Iterator[Row | Skipped]]] = {
    "eager": lambda quick: eager.rows(0.05 if quick else 0.5),
    "positions": lambda quick: positions.rows(0.05 if quick else 0.5, rounds=10 if quick else 50),
    "tracing": lambda quick: tracing.rows(0.2 if quick else 2.0, first=not quick),
    "counts": lambda quick: counts.rows(),
    "equations": lambda quick: equations.rows(),
    "operations": lambda quick: operations.rows(0.02 if quick else 0.2),
    "mapping": lambda quick: mapping.rows(0.05 if quick else 0.5),
    "layers": lambda quick: layers.rows(0.2 if quick else 2.0, rounds=300 if quick else 4000),
    "compiled": lambda quick: compiled.rows(0.1 if quick else 1.0),
    "devices": lambda quick: devices.rows(0.3 if quick else 2.0),
    "boundary": lambda quick: boundary.rows(0.1 if quick else 3.0),
    "first-use": lambda quick: new_names.first_use(10 if quick else 50),
    "memory": lambda quick: new_names.memory(200 if quick else 4000),
    "threads": lambda quick: threads.rows(3 if quick else 20),
    "imports": lambda quick: imports.rows(3 if quick else 15),
    "mypy": lambda quick: checking.rows(quick=quick),
    "mypy-project": lambda quick: projects.rows(quick=quick),
}


def _measured(group: str, quick: bool) -> Iterator[Row | Skipped]:
    """The figures of a part, as far as its processes do their work."""
    try:
        yield from GROUPS[group](quick)
    except Failed as failure:
        yield Skipped(group, str(failure))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", help=f"which parts to measure: {', '.join(GROUPS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="short measurements: less exact, under two minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    arguments = parser.parse_args()
    unknown = set(arguments.groups) - GROUPS.keys()
    if unknown:
        parser.error(f"no part {min(unknown)!r}; there are {', '.join(GROUPS)}")
    console = Console(width=None if Console().is_terminal else 120)
    console.print(", ".join(f"{name} {value}" for name, value in environment().items()), style="dim")
    results: list[Row | Skipped] = []
    for group in arguments.groups or GROUPS:
        with console.status(f"measuring: {group}"):
            found = list(_measured(group, arguments.quick))
        results += found
        for title in dict.fromkeys(row.group for row in found if isinstance(row, Row)):
            show(console, title, [row for row in found if isinstance(row, Row) and row.group == title])
    for line in summary(results):
        console.print(line, highlight=False)
    if arguments.json:
        write_json(arguments.json, results)


if __name__ == "__main__":
    main()
