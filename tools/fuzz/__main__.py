"""`python -m tools.fuzz`: see `--help`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import warnings
from pathlib import Path

os.environ.setdefault("JAX_PLATFORMS", "cpu")

from tools.fuzz import report
from tools.fuzz.batches import try_all
from tools.fuzz.checking import check
from tools.fuzz.executing import execute
from tools.fuzz.judging import Finding, judge
from tools.fuzz.programs import program
from tools.fuzz.shrinking import same_finding, shrink


def main(arguments: list[str] | None = None) -> int:
    """Runs the command."""
    options = _options(arguments)
    warnings.simplefilter("ignore")  # programs cast and divide as they please
    seeds = range(options.seed, options.seed + options.count)
    if options.print:
        print("\n".join(program(seed, options.mistakes) for seed in seeds))
        return 0
    start = time.monotonic()
    numbers = report.Numbers()
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        for tried in try_all(seeds, folder, options.mistakes, options.jobs):
            numbers.add(tried)
            if options.verbose and tried.verdict is None:
                print(f"seed {tried.seed}: {tried.error}")
        causes = list(numbers.first.items())
        for i, (cause, (finding, tried)) in enumerate(causes):
            shown = tried.text
            if options.shrink:
                finding, shown = _smaller(cause, finding, shown, folder)
            text = f"# seed {tried.seed}\n{report.told(finding, shown)}"
            print(text, flush=True)
            if options.write:
                options.write.mkdir(parents=True, exist_ok=True)
                (options.write / f"{options.seed}-{i:02}.py").write_text(text, encoding="utf-8")
    for kind, line in numbers.missed[:40]:
        print(f"missed ({kind}): {line}")
    print(f"\n{report.table(numbers)}\n{time.monotonic() - start:.0f} s")
    return 1 if numbers.first else 0


def _smaller(cause: str, finding: Finding, text: str, folder: Path) -> tuple[Finding, str]:
    """A small program with the same thing wrong with it."""
    small = shrink(text, same_finding(cause), folder)
    found = judge(small, execute(small), check([small], folder)[0]).findings
    return (found[0] if found else finding), small


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tools.fuzz", description="Holds mypy against random programs that run.")
    parser.add_argument("--count", type=int, default=500, help="how many programs")
    parser.add_argument("--seed", type=int, default=0, help="the seed of the first; the others follow")
    parser.add_argument("--mistakes", action="store_true", help="end each program with a mistake")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes")
    parser.add_argument("--no-shrink", dest="shrink", action="store_false", help="print programs as they were drawn")
    parser.add_argument("--folder", type=Path, help="where programs and mypy's cache are kept")
    parser.add_argument("--write", type=Path, help="a folder for the programs with something wrong")
    parser.add_argument("--print", action="store_true", help="print the programs, and do nothing else")
    parser.add_argument("--verbose", action="store_true", help="say why programs did not run")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
