"""`FILE:FUNCTION`: the part of a file that is looked at."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.survey.files import File
from haliax_mypy.survey.places import Span


def split(target: str) -> tuple[str, str]:
    """The file and the name of the function, which is empty if the whole file is meant."""
    if Path(target).exists():
        return target, ""
    path, colon, name = target.rpartition(":")
    if colon and Path(path).exists():
        return path, name
    raise Refusal(f"no file {path or target}")


def part(file: File, name: str) -> tuple[File, Span]:
    """What is known of a function or a class of a file, and where it stands.

    Raises:
        Refusal: If the file has none of this name.
    """
    lines = file.source.splitlines()
    whole = Span(1, 0, max(len(lines), 1), len(lines[-1]) if lines else 0)
    if not name:
        return file, whole
    found = [one for one in file.functions if one.name == name] or [
        one for one in file.functions if one.name.endswith(f".{name}")
    ]
    if not found:
        names = [one.name for one in file.functions]
        near = difflib.get_close_matches(name, names, n=3) or names[:5]
        there = f"; it has {', '.join(near)}" if near else ""
        raise Refusal(f"{file.path} has no function or class {name}{there}")
    span = found[0].span

    def is_inside(other: Span) -> bool:
        return span.line <= other.line and other.end_line <= span.end_line

    return (
        replace(
            file,
            seen=tuple(one for one in file.seen if is_inside(one.span)),
            made=tuple(one for one in file.made if is_inside(one.span)),
            functions=tuple(one for one in file.functions if is_inside(one.span)),
            unreached=tuple(one for one in file.unreached if is_inside(one)),
        ),
        span,
    )
