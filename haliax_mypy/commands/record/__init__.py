"""Runs a program and notes the axes that its functions are called with.

    python -m haliax_mypy record -- python train.py --steps 10
    python -m haliax_mypy record -- pytest tests
    python -m haliax_mypy record -o small.json -- python -m my_project.train

For each function and method of your own files, over all calls and in all processes: the axes of the arrays that go in
and come out, the names of Axis objects, the axes of layers; and what the fields of your classes hold. What is inside
jit is noted when it is traced. Then

    python -m haliax_mypy annotate

shows the annotations that follow, as a diff. The program does what it does without this, and its exit code is the one
that you get.
"""

from __future__ import annotations

import argparse

DEFAULT = "haliax-records.json"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("-o", "--output", default=DEFAULT, metavar="FILE", help=f"the records, {DEFAULT} by default")
    parser.add_argument(
        "--include",
        action="append",
        metavar="PATH",
        help="a folder or file to note functions of, instead of the current folder; may be given several times",
    )
    parser.add_argument("--append", action="store_true", help="add to the records that FILE has already")
    parser.add_argument("command_line", nargs=argparse.REMAINDER, metavar="-- COMMAND", help="what to run")


def run(arguments: argparse.Namespace) -> int:
    """Runs the program, writes the records, and gives the exit code of the program."""
    # Imported here, since every process that is recorded imports this package.
    from haliax_mypy.commands.record.recording import record

    return record(arguments.command_line, arguments.output, include=arguments.include or ["."], append=arguments.append)
