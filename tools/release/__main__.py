"""Builds what would be released, and tries it: `python -m tools.release`. Exits with 1 if anything is wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tools.release.contents import ROOT, faults_of_sdist, faults_of_wheel
from tools.release.environments import PLANS, Failed, Plan, interpreter, make, run
from tools.release.trial import trial


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=__doc__)
    parser.add_argument("--python", help="try only the environments of this version, such as 3.12")
    only = parser.parse_args().python
    with TemporaryDirectory(prefix="haliax-release-") as name:
        folder = Path(name)
        try:
            archives = build(folder)
        except Failed as failed:
            print(failed)
            return 1
        faults = {
            archives["wheel"]: faults_of_wheel(archives["wheel"]),
            archives["sdist"]: faults_of_sdist(archives["sdist"]),
        }
        for path, found in faults.items():
            print(f"{path.name}, {path.stat().st_size:,} bytes: {'; '.join(found) or 'fine'}")
        plans = [plan for plan in PLANS if only in (None, plan.python)]
        tried = [attempt(plan, archives[plan.archive], folder / f"trial{i}") for i, plan in enumerate(plans)]
    return 0 if all(tried) and not any(faults.values()) else 1


def build(folder: Path) -> dict[str, Path]:
    """The sdist, and the wheel that is made from it.

    Raises:
        Failed: If they cannot be built.
    """
    run([Path(sys.executable), "-m", "build", "--outdir", folder / "dist", ROOT], folder)
    (sdist,), (wheel,) = ((folder / "dist").glob(pattern) for pattern in ("*.tar.gz", "*.whl"))
    return {"sdist": sdist, "wheel": wheel}


def attempt(plan: Plan, archive: Path, folder: Path) -> bool:
    """Tries one environment, and says how it went."""
    print(f"{plan}:", flush=True)
    python = interpreter(plan.python)
    if python is None:
        print("  not tried, since there is no such Python here")
        return True
    start = perf_counter()
    folder.mkdir()
    try:
        for step in trial(make(plan, python, archive, folder), folder):
            print(f"  {step}", flush=True)
    except Failed as failed:
        print(f"  {failed}")
        return False
    print(f"  fine, after {perf_counter() - start:.0f} s")
    return True


if __name__ == "__main__":
    sys.exit(main())
