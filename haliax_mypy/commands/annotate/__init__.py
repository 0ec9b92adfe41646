"""Writes annotations into your code, from what `record` has noted of a run.

    python -m haliax_mypy record -- python train.py
    python -m haliax_mypy annotate                  # shows what it would change, as a diff
    python -m haliax_mypy annotate --write          # changes it
    python -m haliax_mypy annotate model.py --dtypes | git apply

A parameter, a result or a field that had the same axes in all calls gets them: NamedArray["batch embed"]. Where only
the order differs it gets NamedArray["{batch embed}"], where other axes come in front NamedArray["... embed"], or a type
variable for them if they come out again. Axis objects and layers get Axis["embed"] and Linear["embed -> mlp"].

What is annotated already stays as it is; a bare NamedArray, Axis or Linear gets its axes. Then mypy runs on the result.
An annotation that makes an error is taken out again, and told with the error: it may be a mistake in the code.
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; by default all that was recorded")
    parser.add_argument("--records", default="haliax-records.json", metavar="FILE", help="what `record` has written")
    parser.add_argument("--write", action="store_true", help="change the files, instead of showing a diff")
    parser.add_argument("--dtypes", action="store_true", help='say dtypes too: Float[NamedArray, "batch embed"]')
    parser.add_argument("--no-check", action="store_true", help="do not run mypy on the result")


def run(arguments: argparse.Namespace) -> int:
    """Shows or writes the annotations; gives 1 if mypy refused some."""
    from haliax_mypy.commands.annotate.annotating import annotate

    return annotate(
        arguments.paths,
        arguments.records,
        write=arguments.write,
        dtypes=arguments.dtypes,
        check=not arguments.no_check,
    )
