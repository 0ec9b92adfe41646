"""One process: measures one library beside jax.numpy, and prints the figures as JSON."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks.measure import one_by_one, side_by_side
from benchmarks.peers.compare import Comparison, Lacking, comparisons
from benchmarks.peers.work import Library
from benchmarks.processes import ROOT

EXISTING = "marin-haliax"
"""The existing library of the name haliax, as PyPI calls it."""

LIBRARIES = ("haliax", EXISTING, "penzai", "xarray")
"""What is compared, in the order of the table."""


def library(name: str) -> Library:
    """A library, which is imported here.

    Raises:
        RuntimeError: If `haliax` is not the one that was asked for.
    """
    if name == "penzai":
        from benchmarks.peers.by_penzai import PENZAI

        return PENZAI
    if name == "xarray":
        from benchmarks.peers.by_xarray import XARRAY

        return XARRAY
    import haliax
    from benchmarks.peers import by_haliax

    here = Path(str(haliax.__file__)).is_relative_to(ROOT / "haliax")
    if here != (name == "haliax"):
        raise RuntimeError(f"{name} was asked for, and haliax comes from {haliax.__file__}")
    return by_haliax.library(name, "" if here else version(EXISTING))


def figures(found: Library, seconds: float, single: int) -> dict[str, Any]:
    """The figures of a library: seconds for one call of each side, by row, and why it has no other rows.

    They are seconds of the processor, which other work on the machine hardly changes.

    Results that differ end the process if the library is ours, and are a reason to have no row if it is not.
    """
    rows: dict[str, dict[str, float]] = {}
    lacks: dict[str, str] = {}
    for part in comparisons(found, single):
        fault = part.why if isinstance(part, Lacking) else _fault(part, found)
        if fault or isinstance(part, Lacking):
            lacks[part.what] = fault
        elif part.single:
            times = one_by_one(part.calls, part.single, process_time, part.warm_up)
            rows[part.what] = {side: of.middle for side, of in times.items()}
        else:
            times = side_by_side(part.calls, seconds * part.weight, process_time)
            rows[part.what] = {side: of.best for side, of in times.items()}
    return {"name": found.name, "version": found.version, "rows": rows, "lacks": lacks}


def _fault(part: Comparison, found: Library) -> str:
    """Why a library's results cannot be compared; nothing if they are equal."""
    try:
        part.check()
    except Exception as error:  # what another library raises is not known
        if found.name == "haliax":
            raise
        said = str(error).strip().splitlines() or [""]
        return "it gives another result" if isinstance(error, AssertionError) else f"{type(error).__name__}: {said[0]}"
    return ""


def main(name: str, seconds: str, single: str) -> None:
    print(json.dumps(figures(library(name), float(seconds), int(single))))


if __name__ == "__main__":
    main(*sys.argv[1:])
