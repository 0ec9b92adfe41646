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
GENERATED_FILE = "generated.py"
SIZES = (0, 1250, 5000, 20_000)
TARGETS = {5000: 1.5, 20_000: 1.6}
"""How much longer mypy may take for so many operations."""

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
    size = min(TARGETS)
    for setup in (plugin, without):
        setup.write(GENERATED_FILE, program(size))
    turns = [(plugin.check_cold(GENERATED_FILE), without.check_cold(GENERATED_FILE)) for _ in range(2)]
    cold, plain = map(min, zip(*turns, strict=True))
    yield Row(GENERATED, f"{size} operations, nothing cached", cold, plain, "s", against="no plugin", target=1.5)
    new, plain_new = _new(plugin, without, SIZES)
    for size, target in TARGETS.items():
        what = f"{size} operations, libraries cached"
        yield Row(GENERATED, what, new[size], plain_new[size], "s", against="no plugin", target=target)
    size = min(TARGETS)
    own, plain_own = _new(plugin, without, (size,), own_names=True)
    what = f"{size} operations, no two alike, libraries cached"
    yield Row(GENERATED, what, own[size], plain_own[size], "s", against="no plugin")
    # Where time is linear, each operation takes as long among many as among few.
    none, few, *more = SIZES
    each = {size: (new[size] - new[none]) / size * 1e6 for size in (few, *more)}
    for size in more:
        what = f"each operation, of {size}"
        yield Row(GENERATED, what, each[size], each[few], "µs", against=f"of {few}", target=1.25)


def _new(
    plugin: Setup, without: Setup, sizes: Sequence[int], *, own_names: bool = False
) -> tuple[dict[int, float], dict[int, float]]:
    """The least seconds of each side for programs that mypy has not seen, with all that they import cached."""
    times: list[dict[int, list[float]]] = [{size: [] for size in sizes} for _ in range(2)]
    for setup in (plugin, without):
        setup.write(GENERATED_FILE, program(0))
        setup.check(GENERATED_FILE)
    for i in range(4):
        for size in sizes:
            for setup, found in zip((plugin, without), times, strict=True):
                setup.write(GENERATED_FILE, f"{program(size, own_names=own_names)}\nROUND = {i}\n")
                found[size].append(setup.check(GENERATED_FILE))
    ours, plain = ({size: min(seconds) for size, seconds in found.items()} for found in times)
    return ours, plain
