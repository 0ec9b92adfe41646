"""The time that mypy takes with the plugin and without, in processor time of fresh processes.

Without the plugin mypy does not understand annotations of axes, so it is given the same program without them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import ROOT, seconds
from benchmarks.program import program
from benchmarks.report import Row, Skipped

EXAMPLE = "mypy on the example"
GENERATED = "mypy on a generated file"

MODEL = ROOT / "examples" / "gpt" / "model.py"
SIZES = (1250, 2500, 5000)

_SPEC = re.compile(r'(?:Int|Float)\[NamedArray, "[^"]*"\]|(NamedArray|Axis|Linear|Embedding|LayerNorm)\["[^"]*"\]')


@dataclass(frozen=True)
class Setup:
    """mypy with or without the plugin, in a folder of its own.

    Attributes:
        folder: Where it runs. Not in our root, where mypy would read the library's source and not its stubs.
        plugin: Whether it has the plugin.
    """

    folder: Path
    plugin: bool

    @classmethod
    def at(cls, folder: Path, *, plugin: bool) -> Setup:
        folder.mkdir()
        line = "plugins = haliax_mypy\n" if plugin else ""
        (folder / "mypy.ini").write_text(f"[mypy]\nstrict = True\n{line}")
        return cls(folder, plugin)

    def write(self, name: str, text: str) -> None:
        """Writes a file, without annotations of axes if there is no plugin."""
        (self.folder / name).write_text(text if self.plugin else _SPEC.sub(_bare, text))

    def check(self, name: str) -> float:
        """The seconds that a check of a file takes."""
        return seconds("-m", "mypy", name, cwd=self.folder)

    def check_cold(self, name: str) -> float:
        """The seconds that it takes with nothing cached."""
        shutil.rmtree(self.folder / ".mypy_cache", ignore_errors=True)
        return self.check(name)

    def check_new(self, name: str, sizes: Sequence[int]) -> dict[int, float]:
        """The least seconds for a program of each size that mypy has not seen, with all that it imports cached."""
        self.write(name, program(0))
        self.check(name)
        times: dict[int, list[float]] = {size: [] for size in sizes}
        for i in range(4):
            for size in sizes:
                self.write(name, f"{program(size)}\nROUND = {i}\n")
                times[size].append(self.check(name))
        return {size: min(found) for size, found in times.items()}


def _bare(spec: re.Match[str]) -> str:
    return spec[1] or "NamedArray"


def rows(*, quick: bool) -> Iterator[Row | Skipped]:
    """The figures of the example and of generated files."""
    for module in ("mypy", "haliax_mypy"):
        if find_spec(module) is None:
            yield Skipped("mypy", f"{module} is not installed")
            return
    with TemporaryDirectory() as name:
        setups = Setup.at(Path(name, "with"), plugin=True), Setup.at(Path(name, "without"), plugin=False)
        yield from _example(*setups, rounds=3 if quick else 12)
        if quick:
            yield Skipped(GENERATED, "left out of short measurements")
        else:
            yield from _generated(*setups)


def _example(plugin: Setup, without: Setup, rounds: int) -> Iterator[Row]:
    for setup in (plugin, without):
        setup.write("model.py", MODEL.read_text())
    cold, plain = plugin.check_cold("model.py"), without.check_cold("model.py")
    yield Row(EXAMPLE, "nothing cached", cold, plain, "s", against="no plugin")
    turns = [(plugin.check("model.py"), without.check("model.py")) for _ in range(rounds)]
    warm, plain = map(min, zip(*turns, strict=True))
    yield Row(EXAMPLE, "all cached", warm, plain, "s", against="no plugin", target=1.1)


def _generated(plugin: Setup, without: Setup) -> Iterator[Row]:
    largest = SIZES[-1]
    for setup in (plugin, without):
        setup.write("generated.py", program(largest))
    turns = [(plugin.check_cold("generated.py"), without.check_cold("generated.py")) for _ in range(2)]
    cold, plain = map(min, zip(*turns, strict=True))
    yield Row(GENERATED, f"{largest} operations, nothing cached", cold, plain, "s", against="no plugin", target=1.5)
    new = plugin.check_new("generated.py", (0, *SIZES))
    plain = without.check_new("generated.py", (largest,))[largest]
    yield Row(GENERATED, f"{largest} operations, libraries cached", new[largest], plain, "s", against="no plugin")
    # Where time is linear, each operation takes as long among many as among few.
    each = {size: (new[size] - new[0]) / size * 1e6 for size in SIZES}
    for size in SIZES[1:]:
        what = f"each operation, of {size}"
        yield Row(GENERATED, what, each[size], each[SIZES[0]], "µs", against=f"of {SIZES[0]}", target=1.25)
