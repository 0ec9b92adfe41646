"""The command line: which commands there are, and what becomes of a failure."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Final, Protocol, cast

from haliax_mypy.commands.refusal import Refusal

COMMANDS: Final[dict[str, str]] = {
    "check": "check a program with mypy and the plugin",
    "explain": "explain an error code, by an example",
    "axes": "show the source of a file with the axes of what each line makes",
    "coverage": "count what is known of axes, and say where knowledge was lost",
    "record": "note the axes that functions are called with, in a run of a program",
    "annotate": "write annotations from what was noted",
    "lsp": "serve an editor: axes at the ends of lines, errors and hovers",
}
"""The name of each command, and what it does in a few words. Its module is imported when it is asked for."""

INTERRUPTED: Final = 130
"""The exit code where the user stopped a command: that of shells."""

REFUSED: Final = 2
"""The exit code where a command could not do its work; 1 is that of work done that found something."""


class Command(Protocol):
    """What the module of a command has. Its docstring is the text above its `--help`."""

    __doc__: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Adds the arguments of the command."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Does the work, and gives the exit code.

        Raises:
            Refusal: If it cannot be done.
        """


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command, and gives the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="haliax-mypy",
        description="Axes of named arrays, before the program runs.",
        epilog="COMMAND --help says more.",
    )
    parsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        # Only the command that runs is imported: one whose libraries are not installed does not stop the others.
        command = _command(name) if name == asked else None
        sub = parsers.add_parser(
            name,
            help=summary,
            description=command.__doc__ if command else None,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if command:
            command.configure(sub)
            sub.set_defaults(run=command.run)
    arguments = parser.parse_args(words)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # where the output takes ASCII only
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except Refusal as refusal:
        print(f"haliax-mypy {arguments.command}: {refusal}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def _command(name: str) -> Command:
    try:
        return cast(Command, import_module(f"haliax_mypy.commands.{name}"))
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("haliax_mypy"):
            raise
        print(f"haliax-mypy {name} needs {error.name}: pip install 'haliax[cli]'", file=sys.stderr)
        sys.exit(REFUSED)
