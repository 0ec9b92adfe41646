"""The time that mypy takes with the plugin and without, in processor time of fresh processes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.processes import ROOT, Failed, in_turns, seconds
from benchmarks.program import program
from benchmarks.report import Row, Skipped

EXAMPLE = "mypy on the example"
GENERATED = "mypy on a generated file"

EXAMPLES = ROOT / "examples"
MODEL = EXAMPLES / "gpt" / "model.py"
SIZES = (1250, 2500, 5000)


@dataclass(frozen=True)
class Setup:
    """mypy with or without the plugin.

    Attributes:
        config: The configuration file.
        cache: The folder of the cache.
    """

    config: Path
    cache: Path

    @classmethod
    def at(cls, folder: Path, name: str, settings: str) -> Setup:
        config = folder / f"{name}.ini"
        config.write_text(f"[mypy]\nstrict = True\n{settings}")
        return cls(config, folder / name)

    def command(self, path: Path) -> list[str | Path]:
        """The arguments of Python that check a file."""
        return ["-m", "mypy", "--config-file", self.config, "--cache-dir", self.cache, path]

    def check(self, path: Path) -> float:
        """The seconds that a check takes."""
        return seconds(*self.command(path), cwd=_folder(path))

    def cold(self, path: Path) -> float:
        """The seconds that a check takes with nothing cached."""
        shutil.rmtree(self.cache, ignore_errors=True)
        return self.check(path)


def _folder(path: Path) -> Path:
    """Where mypy is run for a file: not in our root, where it would read the library's source and not its stubs."""
    return EXAMPLES if path.is_relative_to(EXAMPLES) else path.parent


def rows(*, quick: bool) -> Iterator[Row | Skipped]:
    """The figures of the example and of generated files."""
    for module in ("mypy", "haliax_mypy"):
        if find_spec(module) is None:
            yield Skipped("mypy", f"{module} is not installed")
            return
    with TemporaryDirectory() as name:
        folder = Path(name)
        without = Setup.at(folder, "without", "")
        plugin = Setup.at(folder, "with", "plugins = haliax_mypy\n")
        try:
            yield from _example(plugin, without, 3 if quick else 12)
            if quick:
                yield Skipped(GENERATED, "left out of short measurements")
            else:
                yield from _generated(plugin, without, folder)
        except Failed as failure:
            yield Skipped("mypy", str(failure))


def _example(plugin: Setup, without: Setup, rounds: int) -> Iterator[Row]:
    yield Row(EXAMPLE, "nothing cached", plugin.cold(MODEL), without.cold(MODEL), "s", against="no plugin")
    warm, plain = in_turns([plugin.command(MODEL), without.command(MODEL)], rounds, cwd=_folder(MODEL))
    yield Row(EXAMPLE, "all cached", warm, plain, "s", against="no plugin", target=1.1)


def _generated(plugin: Setup, without: Setup, folder: Path) -> Iterator[Row]:
    paths = [_written(folder / f"operations_{size}.py", size) for size in SIZES]
    largest = paths[-1]
    cold, plain = map(min, zip(*((plugin.cold(largest), without.cold(largest)) for _ in range(2)), strict=True))
    yield Row(GENERATED, f"{SIZES[-1]} operations, nothing cached", cold, plain, "s", against="no plugin", target=1.5)
    with_plugin = [_new(plugin, path) for path in paths]
    alone = _new(without, largest)
    what = f"{SIZES[-1]} operations, libraries cached"
    yield Row(GENERATED, what, with_plugin[-1], alone, "s", against="no plugin")
    # Where time is linear, twice the operations are twice the difference.
    first, second = with_plugin[1] - with_plugin[0], with_plugin[2] - with_plugin[1]
    what = f"growth from {SIZES[1]} to {SIZES[2]} operations"
    yield Row(GENERATED, what, second, 2 * first, "s", against=f"twice {SIZES[0]} to {SIZES[1]}", target=1.25)


def _written(path: Path, operations: int) -> Path:
    path.write_text(program(operations))
    return path


def _new(setup: Setup, path: Path) -> float:
    """The least seconds that mypy takes for a file that it has not seen, with all that it imports in the cache."""
    text = path.read_text()
    setup.check(path)
    times = []
    for i in range(3):
        path.write_text(f"{text}\nROUND = {i}\n")
        times.append(setup.check(path))
    path.write_text(text)
    return min(times)
