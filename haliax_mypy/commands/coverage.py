"""Counts the array expressions whose axes mypy knows, and says where knowledge was lost.

    haliax-mypy coverage
    haliax-mypy coverage model.py train.py --fail-under 90
    haliax-mypy coverage src --html coverage.html

An expression is known if mypy knows all of its axes, in order or as a set; half-known if it knows some. What it does
not know it cannot check. One bare `NamedArray` in the head of a function may be why a hundred expressions after it are
unknown: each such cause is told once, with what to write there and how many expressions hang on it, most first.

Without a path the files are those that the configuration of mypy names, or all that are here. The exit code is 1 if
less than `--fail-under` percent are known.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from haliax_mypy.commands.building import built
from haliax_mypy.commands.page.coverage_page import coverage_page
from haliax_mypy.commands.page.document import write
from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.commands.signs import STYLES, console, percent, sign
from haliax_mypy.commands.texts import read
from haliax_mypy.survey.causes import Ranked
from haliax_mypy.survey.files import Counts, counted
from haliax_mypy.survey.knowledge import Knowledge
from haliax_mypy.survey.surveying import Survey, survey

FOUND = 1
"""The exit code where less is known than was asked for."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print the numbers and all causes")
    output.add_argument("--html", metavar="OUT", help="write one page, which needs no other file")
    parser.add_argument("--fail-under", type=_percentage, metavar="PERCENT", help="exit with 1 if less is known")
    parser.add_argument("--causes", type=int, default=20, metavar="N", help="how many causes to show (default: 20)")
    parser.add_argument("--config-file", metavar="INI", help="the configuration of mypy, if not the one it finds")


def _percentage(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Counts what is known."""
    program = built(arguments.paths, arguments.config_file)
    if not program.modules:
        raise Refusal("mypy looked at no file; its configuration may exclude them")
    sources = {name: read(module.path) for name, module in program.modules.items() if module.path.endswith("py")}
    found = survey(program, sources)
    terminal = console()
    if arguments.json:
        print(json.dumps(as_data(found), indent=2))
    elif arguments.html:
        write(arguments.html, coverage_page(found))
    else:
        show(found, arguments.causes, terminal)
    known, least = found.counts.percent, arguments.fail_under
    if least is None or known is None or known >= least:
        return 0
    if not arguments.json:
        terminal.print(f"{percent(known)} are known, less than {least:g}%")
    return FOUND


def show(found: Survey, most: int, terminal: Console) -> None:
    """Prints a survey: its files, and the causes on which most hangs."""
    if not found.counts.total:
        terminal.print("no array expressions here")
    else:
        terminal.print(_files(found, terminal))
    untyped = [(file.path, one) for file in found.files for one in file.functions if one.is_untyped]
    if untyped:
        terminal.print()
        terminal.print("Functions without annotations, in which only what must be an array is counted")
        for path, function in untyped[:most]:
            terminal.print(Text.assemble("       ", (f"{path}:{function.line}", "cyan"), f"  {function.name}"))
    if found.causes:
        terminal.print()
        terminal.print(Text("Where knowledge was lost", "bold"))
    for one in found.causes[:most]:
        terminal.print(_cause(one))
    if len(found.causes) > most:
        terminal.print(f"and {len(found.causes) - most} causes more: --causes {len(found.causes)}")


def _files(found: Survey, terminal: Console) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("file", overflow="fold")
    for knowledge in Knowledge:
        table.add_column(f"{sign(knowledge, terminal)} {knowledge.value}", justify="right")
    table.add_column("", justify="right")
    for file in found.files:
        counts = counted(file.seen)
        if counts.total:
            table.add_row(file.path, *_numbers(counts))
    if sum(bool(counted(file.seen).total) for file in found.files) > 1:
        table.add_row(Text("all", "bold"), *_numbers(found.counts), style="bold")
    return table


def _numbers(counts: Counts) -> list[Text]:
    numbers = zip(Knowledge, (counts.known, counts.half, counts.unknown), strict=True)
    cells = [Text(str(number), STYLES[knowledge] if number else "dim") for knowledge, number in numbers]
    return [*cells, Text(percent(counts.percent))]


def _cause(one: Ranked) -> Text:
    cause = one.cause
    return Text.assemble(
        f"{one.hanging:>5}  ",
        (str(cause.place), "cyan"),
        f"  {cause.sentence}\n       ",
        (cause.cure, "dim"),
    )


def as_data(found: Survey) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        **_counts(found.counts),
        "files": [{"file": file.path, **_counts(counted(file.seen))} for file in found.files],
        "causes": [
            {
                "kind": one.cause.kind,
                "file": one.cause.place.path,
                "line": one.cause.place.span.line,
                "column": one.cause.place.span.column,
                "name": one.cause.name,
                "message": one.cause.sentence,
                "cure": one.cause.cure,
                "hanging": one.hanging,
                "alone": one.alone,
            }
            for one in found.causes
        ],
        "untyped": [
            {"file": file.path, "line": one.line, "name": one.name}
            for file in found.files
            for one in file.functions
            if one.is_untyped
        ],
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "known": counts.known,
        "half-known": counts.half,
        "unknown": counts.unknown,
        "percent": None if counts.percent is None else round(counts.percent, 2),
    }
