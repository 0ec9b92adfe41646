"""Shows the source of a file with the axes of what each line makes.

    haliax-mypy axes model.py
    haliax-mypy axes model.py:Attention.__call__
    haliax-mypy axes model.py --html model.html

At the end of a line stand the axes of what it assigns or returns, and those of the parameters of a function:

    ●  [batch, embed]     known: all axes, in order or as a set
    ◐  [batch, ...]       half-known: some of them
    ○  [...]              unknown

mypy is asked, with the configuration that it finds here, and the plugin; the program is not run. Functions without
annotations are looked at too. The page has the axes of every expression: point at one, or tap it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from haliax_mypy.commands.building import built
from haliax_mypy.commands.listing import listing, summary
from haliax_mypy.commands.page.axes_page import axes_page
from haliax_mypy.commands.page.document import write
from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.commands.selecting import part, split
from haliax_mypy.commands.signs import console
from haliax_mypy.commands.texts import read
from haliax_mypy.survey.files import File, counted, file
from haliax_mypy.survey.places import Span


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("target", metavar="FILE[:FUNCTION]", help="a file, and perhaps a function, class or method")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print every expression with its place and axes")
    output.add_argument("--html", metavar="OUT", help="write one page, which needs no other file")
    parser.add_argument("--config-file", metavar="INI", help="the configuration of mypy, if not the one it finds")


def run(arguments: argparse.Namespace) -> int:
    """Shows the axes of one file."""
    path, name = split(arguments.target)
    if not Path(path).is_file():
        raise Refusal(f"{path} is no file; `coverage` takes folders")
    program = built([path], arguments.config_file)
    module = next(iter(program.modules.values()), None)
    if module is None:
        raise Refusal(f"mypy did not look at {path}; its configuration may exclude it")
    found, span = part(file(module, read(path), program), name)
    if arguments.json:
        print(json.dumps(as_data(found), indent=2))
    elif arguments.html:
        write(arguments.html, axes_page(found, span, name))
    else:
        terminal = console()
        for line in listing(found, span, terminal):
            terminal.print(line)
        terminal.print()
        terminal.print(summary(found, terminal))
    return 0


def as_data(found: File) -> dict[str, Any]:
    """What `--json` prints."""
    counts = counted(found.seen)
    return {
        "file": found.path,
        "arrays": {"known": counts.known, "half-known": counts.half, "unknown": counts.unknown},
        "expressions": [
            {
                **_place(one.span),
                "kind": one.told.kind,
                "knowledge": one.told.knowledge.value,
                "axes": one.told.text,
                "assigned": one.is_target,
            }
            for one in found.seen
        ],
        "lines": [
            {
                **_place(one.span),
                "name": one.name,
                "knowledge": one.told.knowledge.value,
                "axes": one.told.text,
                "parameter": one.is_parameter,
            }
            for one in found.made
        ],
        "untyped": [{"name": one.name, "line": one.line} for one in found.functions if one.is_untyped],
        "unreached": [_place(one) for one in found.unreached],
    }


def _place(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
