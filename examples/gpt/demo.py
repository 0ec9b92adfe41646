"""The whole story: `make demo`.

mypy passes the model, finds every mistake put into a copy of it, the model learns, and a batch with a wrong axis is
refused. It exits with 1 if any of this does not happen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from inspect import getsource
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from time import perf_counter

import jax
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.syntax import Syntax
from rich.text import Text as Styled

import haliax as hax
from common.mistakes import Mistake
from common.typecheck import Report, Shown, mypy
from gpt.data import Batch, Text, batches, load, unigram_loss
from gpt.mistakes import MISTAKES, MODEL
from gpt.model import GPT, Attention, Config
from gpt.sample import write
from gpt.train import Training, step, validate
from haliax import Axis

BATCH: Axis["batch"] = Axis("batch", 16)
STEPS = 800
MARGIN = 1.0
"""How far the model must get below the unigram model, in nats per byte."""

console = Console(highlight=False, width=None if sys.stdout.isatty() else 110)


def the_model_passes() -> bool:
    """The example has no errors, says mypy."""
    reports = mypy("-p", "gpt", "-p", "common")
    for report in reports:
        console.print(Shown(report, located=False))
    if not reports:
        console.print(
            Syntax(dedent(getsource(Attention.__call__)), "python", theme="ansi_dark", background_color="default")
        )
    lines = len(MODEL.read_text().splitlines())
    console.print(f"… and {lines} lines like these in {MODEL.name}. mypy --strict finds {len(reports)} errors.")
    return not reports


def mistakes_are_found() -> bool:
    """Each mistake is reported by mypy, on its line and with its code. One run for all copies."""
    with TemporaryDirectory() as folder:
        copies = {mistake: mistake.write(MODEL, Path(folder)) for mistake in MISTAKES}
        reports = mypy(*copies.values())
        return all([_is_found(mistake, [r for r in reports if r.path == path]) for mistake, path in copies.items()])


def _is_found(mistake: Mistake, reports: list[Report]) -> bool:
    found = mistake.found(reports)
    console.print(f"[bold]{mistake.name}[/]" if found else f"[bold red]{mistake.name}: not found[/]")
    for report in found[:1] or reports:
        console.print(Shown(report, located=False))
    console.print()
    return bool(found)


def the_model_learns(train: Text, validation: Text) -> bool:
    """Training ends well below the unigram model, on text that it has not seen."""
    config = Config()
    training = Training.init(GPT.init(config, jax.random.key(0)), STEPS)
    stream = batches(train, BATCH, config.position, seed=1)
    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("loss {task.fields[loss]:.2f}"), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("", total=STEPS, loss=float("nan"))
        for _, batch in zip(range(STEPS), stream, strict=False):
            training, value = step(training, batch)
            progress.update(bar, advance=1, loss=value.item())
    loss = validate(training.model, batches(validation, BATCH, config.position, seed=2))
    baseline = unigram_loss(train, validation)
    console.print(f"validation loss {loss:.2f} nats per byte; a unigram model has {baseline:.2f}")
    prompt = bytes(validation[: config.position.size].tolist()).decode(errors="replace")
    console.print(Styled.assemble((prompt, "dim"), write(training.model, config, prompt, 200)))
    return loss < baseline - MARGIN


def a_wrong_batch_is_refused(train: Text) -> bool:
    """A batch whose axes are not those of the annotations does not get past the jit boundary."""
    config = Config()
    training = Training.init(GPT.init(config, jax.random.key(0)), STEPS)
    good = next(batches(train, BATCH, config.position, seed=3))
    header = json.loads('{"axes": ["batch", "time"]}')  # what a file says of itself, mypy cannot know
    bad = Batch(tokens=hax.named(good.tokens.array, header["axes"]), targets=good.targets)
    try:
        step(training, bad)
    except hax.AxisError as error:
        console.print(Styled.assemble(("AxisError: ", "bold red"), str(error)))
        return True
    return False


def main() -> int:
    train, validation = load()
    acts: dict[str, Callable[[], bool]] = {
        "mypy checks the model": the_model_passes,
        f"mypy finds {len(MISTAKES)} mistakes, each put into a copy of it": mistakes_are_found,
        f"the model reads {len(train) // 1000} kB of Python's help": lambda: the_model_learns(train, validation),
        "a batch with a wrong axis": lambda: a_wrong_batch_is_refused(train),
    }
    failed = [title for title, act in acts.items() if not _play(title, act)]
    for title in failed:
        console.print(f"[bold red]did not happen:[/] {title}")
    return 1 if failed else 0


def _play(title: str, act: Callable[[], bool]) -> bool:
    console.rule(f"[bold]{title}", align="left")
    start = perf_counter()
    happened = act()
    mark = "[green]✓[/]" if happened else "[red]✗[/]"
    console.print(f"{mark} [dim]{perf_counter() - start:.0f} s[/]\n")
    return happened


if __name__ == "__main__":
    sys.exit(main())
