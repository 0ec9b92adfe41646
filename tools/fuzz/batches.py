"""Draws, executes and checks programs, many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

from tools.fuzz.checking import Said, check
from tools.fuzz.executing import Run, execute
from tools.fuzz.judging import MARK, Verdict, judge
from tools.fuzz.programs import program

SIZE = 50
"""How many programs mypy checks at a time."""


@dataclass
class Tried:
    """A program, and what came of it.

    Attributes:
        seed: The seed that it was drawn from.
        text: The program.
        verdict: What is wrong with what mypy says; None if the program did not run.
        error: Why it did not.
    """

    seed: int
    text: str
    verdict: Verdict | None
    error: str = ""


def try_all(seeds: Sequence[int], folder: Path, mistake: bool, jobs: int) -> Iterator[Tried]:
    """Tries the programs of some seeds, in their order."""
    chunks = [seeds[i : i + SIZE] for i in range(0, len(seeds), SIZE)]
    if jobs == 1:
        for chunk in chunks:
            yield from _try_some(chunk, folder, mistake)
        return
    _warm(folder)
    with ProcessPoolExecutor(jobs) as pool:
        folders = [folder / f"chunk{i}" for i in range(len(chunks))]
        for tried in pool.map(_try_apart, chunks, folders, [folder] * len(chunks), [mistake] * len(chunks)):
            yield from tried


def _try_apart(seeds: Sequence[int], folder: Path, warm: Path, mistake: bool) -> list[Tried]:
    if not (folder / "cache").exists():
        copytree(warm / "cache", folder / "cache")
    return list(_try_some(seeds, folder, mistake))


def _warm(folder: Path) -> None:
    check([program(0)], folder)


def _try_some(seeds: Sequence[int], folder: Path, mistake: bool) -> Iterator[Tried]:
    texts = [program(seed, mistake) for seed in seeds]
    for seed, text, said in zip(seeds, texts, check(texts, folder), strict=True):
        run = execute(text)
        yield verdict_of(seed, text, run, said)


def verdict_of(seed: int, text: str, run: Run, said: Said) -> Tried:
    """What came of one program."""
    if run.error is not None and MARK not in text:
        return Tried(seed, text, None, f"line {run.line}: {type(run.error).__name__}: {run.error}")
    return Tried(seed, text, judge(text, run, said))
