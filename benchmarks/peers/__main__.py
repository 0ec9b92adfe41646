"""The command: runs each library in processes of its own, in turns, and prints the table."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console

from benchmarks.peers.table import Ratios, Round, table
from benchmarks.peers.worker import LIBRARIES
from benchmarks.processes import ROOT, python
from benchmarks.report import environment

OURS_FIRST = "import sys; sys.path.insert(0, {root!r}); "
OURS_LAST = "import sys; sys.path.append({root!r}); "
RUN = "from benchmarks.peers.worker import main; main(*sys.argv[1:])"

LEGEND = """\
Ratios of processor time to jax.numpy as a person writes it, timed in turns in the same process: the median and the
quartiles over all rounds. The last columns are xarray beside numpy, with which it computes, and the jax.numpy code of
an eager call as one compiled call: where that is far below 1, other ratios below 1 come from compiling, too."""


def measured(name: str, seconds: float, single: int) -> Round:
    """What a fresh process finds for a library.

    Only ours may find this repository before the packages that are installed, among which is the existing haliax.

    Raises:
        benchmarks.processes.Failed: If the process does.
    """
    start = (OURS_FIRST if name == "haliax" else OURS_LAST).format(root=str(ROOT))
    found: Round = json.loads(python("-P", "-c", start + RUN, name, str(seconds), str(single), PYTHONPATH=""))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="processes for each library; 5 by default")
    parser.add_argument("--quick", action="store_true", help="short measurements: less exact")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("at least one round")
    console = Console(width=None if Console().is_terminal else 200)
    seconds, single = (0.01, 10) if arguments.quick else (0.05, 30)
    rounds = []
    for number in range(arguments.rounds):
        with console.status(f"measuring: round {number + 1} of {arguments.rounds}"):
            rounds.append([measured(name, seconds, single) for name in LIBRARIES])
    ratios = Ratios(rounds)
    versions = environment() | ratios.versions
    console.print(", ".join(f"{name} {version}".strip() for name, version in versions.items()), style="dim")
    console.print(LEGEND, highlight=False)
    console.print(table(ratios, markdown=arguments.markdown))
    for title, lines in (("Rows without a figure:", ratios.reasons()), ("Faster than haliax:", ratios.faster())):
        console.print(title)
        for line in lines:
            console.print(f"  {line}", highlight=False, markup=False)
    if arguments.json:
        arguments.json.write_text(json.dumps({"environment": versions, "rounds": rounds}, indent=2) + "\n")


if __name__ == "__main__":
    main()
