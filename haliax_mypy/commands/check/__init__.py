"""Checks programs with mypy and the plugin, and shows each error beside its source.

    haliax-mypy check src
    haliax-mypy check model.py train.py
    haliax-mypy check -p my_package
    haliax-mypy check src --output github
    haliax-mypy check src -- --strict --python-version 3.12

Your configuration of mypy (mypy.ini, pyproject.toml, ...) is found as mypy finds it, and stands; the plugin is switched
on whether it names it or not. Without a configuration, mypy looks into functions without annotations too, and compares
strictly, but asks for no annotations. What follows `--` is passed to mypy.

It exits with 0 if there are no errors, with 1 if there are, with 2 if something could not be checked.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from rich.console import Console

from haliax_mypy.commands.check.formats import as_github, as_json
from haliax_mypy.commands.check.running import Outcome, run_mypy
from haliax_mypy.commands.check.sarif import as_sarif
from haliax_mypy.commands.check.text import show
from haliax_mypy.commands.console import console
from haliax_mypy.commands.refusal import Refusal

FORMATS: Final = {"github": as_github, "json": as_json, "sarif": as_sarif}


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument(
        "targets", nargs="*", metavar="PATH", help="a file or a folder; what the configuration names if there is none"
    )
    parser.add_argument("-p", "--package", action="append", default=[], help="a package, with all that is in it")
    parser.add_argument("-m", "--module", action="append", default=[], help="a module")
    parser.add_argument(
        "--output",
        choices=["text", *FORMATS],
        default="text",
        help="text, for people (default); github, commands that mark lines of a pull request; json; sarif, 2.1.0",
    )


def run(arguments: argparse.Namespace) -> int:
    """Checks, and gives the exit code.

    Raises:
        Refusal: If mypy could not do its work.
    """
    outcome = check(arguments)
    if outcome.said:
        print(outcome.said, file=sys.stderr)
    if arguments.output == "text":
        show(outcome, console())
    else:
        print(FORMATS[arguments.output](outcome))
    return 2 if outcome.blocked else 1 if outcome.errors else 0


def check(arguments: argparse.Namespace) -> Outcome:
    """What mypy says of what the arguments name."""
    # What follows `--` comes after the paths. Both go to mypy as they are.
    paths = []
    for target in arguments.targets:
        if target.startswith("-"):
            break
        paths.append(target)
    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise Refusal(f"no such file or folder: {', '.join(missing)}")
    named = [word for name in arguments.package for word in ("-p", name)]
    named += [word for name in arguments.module for word in ("-m", name)]
    if paths and named:
        raise Refusal("give either paths or packages and modules (-p, -m), as mypy wants it")
    errors = Console(stderr=True)
    with errors.status("mypy reads the program ..."):
        return run_mypy([*named, *arguments.targets])
