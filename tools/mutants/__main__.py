"""`python -m tools.mutants`: see `--help`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tools.mutants import known, report
from tools.mutants.drawing import draw
from tools.mutants.groups import GROUPS, MANY, ROOT
from tools.mutants.running import Laboratory
from tools.mutants.sites import Mutant


def main(arguments: list[str] | None = None) -> int:
    """Runs the command."""
    options = _options(arguments)
    mutants = draw(options.groups or list(GROUPS), None if options.all else options.count, options.seed, options.only)
    if options.list:
        for group, mutant in mutants:
            print(f"{group}: {mutant.path.relative_to(ROOT)}:{mutant.line}: {mutant.old}  ->  {mutant.new}")
        print(f"{len(mutants)} mutants")
        return 0
    entries = {entry.key: entry for entry in known.read()}
    start = time.monotonic()
    results = []
    laboratory = Laboratory(sorted({group for group, _ in mutants}), options.workers)
    laboratory.check()
    for result in laboratory.run(mutants, options.verbose):
        results.append(result)
        if result.survived and result.mutant.key not in entries:
            print(report.survivor(result.mutant, result.fate), flush=True)
            if options.write is not None:
                _note(options.write, result.mutant)
    numbers = report.scores(results, entries)
    print(f"\n{report.table(numbers)}\n{time.monotonic() - start:.0f} s")
    complaints = report.complaints(numbers)
    print("\n".join(complaints))
    return 1 if complaints else 0


def _note(path: Path, mutant: Mutant) -> None:
    """Adds a survivor to a file, in the form of the list."""
    with path.open("a", encoding="utf-8") as file:
        file.write(known.written(mutant, "to be judged"))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tools.mutants", description="Changes the program, and looks whether tests see it."
    )
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], help="what is changed; all groups by default")
    parser.add_argument("--count", type=int, default=MANY, help="how many mutants are drawn, evenly over functions")
    parser.add_argument("--all", action="store_true", help="try every mutant")
    parser.add_argument("--seed", type=int, default=0, help="which mutants are drawn")
    parser.add_argument("--only", default="", help="mutants whose file, function or text has this in it")
    parser.add_argument("--list", action="store_true", help="show the mutants, and run nothing")
    parser.add_argument("--workers", type=int, default=2, help="how many mutants run at once")
    parser.add_argument("--write", type=Path, help="a file to which survivors are added, in the form of survivors.txt")
    parser.add_argument("--verbose", action="store_true", help="say what became of each mutant")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
