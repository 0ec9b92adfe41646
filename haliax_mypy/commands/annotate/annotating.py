"""The command `annotate`: reads records and files, settles what to write, and shows or writes it."""

from __future__ import annotations

import ast
import difflib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.syntax import Syntax

from haliax_mypy.commands.annotate import trying
from haliax_mypy.commands.annotate.joining import Joining
from haliax_mypy.commands.annotate.names import module_of
from haliax_mypy.commands.annotate.proposals import Source, proposals_for
from haliax_mypy.commands.annotate.scope import Scope
from haliax_mypy.commands.annotate.trying import Draft
from haliax_mypy.commands.numbers import counted
from haliax_mypy.commands.record import store
from haliax_mypy.commands.record.store import Records
from haliax_mypy.commands.refusal import Refusal


def annotate(paths: Sequence[str], records: str, *, write: bool, dtypes: bool, check: bool) -> int:
    """Shows or writes the annotations that follow from a run.

    Args:
        paths: The files and folders to annotate; if there are none, all that was recorded.
        records: The file of records.
        write: Whether to change the files.
        dtypes: Whether annotations say dtypes.
        check: Whether mypy looks at the result, and what it refuses is taken out.

    Returns:
        1 if mypy refused some of them, otherwise 0.

    Raises:
        Refusal: If the records or the files cannot be read, or mypy cannot do its work.
    """
    found = store.read(Path(records))
    chosen = _chosen(paths, found)
    classes = {(path, cls.name): cls for path, file in found.files.items() for cls in file.classes}
    joining = Joining(classes, dtypes)
    drafts: list[Draft] = []
    for path in chosen:
        source = _source(path, found)
        drafts.append(trying.draft(source, proposals_for(source, found.files[path], joining)))
        if store.digest(path) != found.files[path].digest:
            _say(f"{_shown(path)} has changed since it was recorded; what is not found by its name is left out")
    if check:
        others = [path for path in found.files if path not in chosen and os.path.isfile(path)]
        trying.settle(drafts, others, classes)
    else:
        for one in drafts:
            one.write(classes)
    if write:
        _write(drafts)
    else:
        _show("".join(line for one in drafts for line in _diff(one)))
    _report(drafts, write)
    return 1 if any(one.failed for one in drafts) else 0


def _chosen(paths: Sequence[str], records: Records) -> list[str]:
    """The recorded files that are asked for.

    Raises:
        Refusal: If there is no such path, or nothing was recorded of it.
    """
    for path in paths:
        if not os.path.exists(path):
            raise Refusal(f"no file or folder {path}")
    roots = [os.path.abspath(path) for path in paths]
    chosen = [
        path
        for path in sorted(records.files)
        if os.path.isfile(path)
        and (not roots or any(path == root or path.startswith(root.rstrip(os.sep) + os.sep) for root in roots))
    ]
    if not chosen:
        where = f" of {', '.join(paths)}" if paths else ", or its files are gone"
        raise Refusal(f"nothing was recorded{where}; run `python -m haliax_mypy record -- python train.py` again")
    return chosen


def _source(path: str, records: Records) -> Source:
    """A file that was recorded.

    Raises:
        Refusal: If it cannot be read.
    """
    try:
        with open(path, encoding="utf-8", newline="") as file:  # the ends of lines stay as they are
            text = file.read()
        tree = ast.parse(text)
    except SyntaxError as error:
        raise Refusal(f"{_shown(path)}:{error.lineno}: {error.msg}; mend that first") from None
    except (OSError, ValueError) as error:
        raise Refusal(f"cannot read {_shown(path)}: {error}") from None
    module = module_of(path, {(path, cls.name): cls for cls in records.files[path].classes})
    return Source(path, text, tree, Scope.of(tree, module or Path(path).stem))


def _write(drafts: list[Draft]) -> None:
    for one in drafts:
        if one.text != one.source.text:
            with open(one.source.path, "w", encoding="utf-8", newline="") as file:
                file.write(one.text)


def _show(diff: str) -> None:
    """Prints a diff: with colours in a terminal, and as `git apply` takes it elsewhere."""
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        Console().print(Syntax(diff, "diff", theme="ansi_dark", background_color="default", word_wrap=True))
    else:
        sys.stdout.write(diff)


def _diff(one: Draft) -> Iterator[str]:
    """What changes, as `git apply` and `patch -p1` take it."""
    name = _shown(one.source.path)
    before, after = (text.splitlines(keepends=True) for text in (one.source.text, one.text))
    yield from difflib.unified_diff(before, after, fromfile=f"a/{name}", tofile=f"b/{name}")


def _report(drafts: list[Draft], write: bool) -> None:
    count = sum(len(one.texts) for one in drafts)
    files = sum(bool(one.texts) for one in drafts)
    found = f"{counted(count, 'annotation')} in {counted(files, 'file')}"
    _say(found + ("" if write or not count else "; --write puts them there"))
    for one in drafts:
        name = _shown(one.source.path)
        for place, reason in one.reasons.items():
            _say(f"{name}:{place.line}: nothing for {place}: {reason}")
        for place, (text, error) in one.failed.items():
            _say(f"{name}:{place.line}: not {text} for {place}, with which mypy says:\n    {error}")


def _shown(path: str) -> str:
    return Path(path).relative_to(Path.cwd()).as_posix() if Path(path).is_relative_to(Path.cwd()) else path


def _say(text: str) -> None:
    print(f"haliax-mypy annotate: {text}", file=sys.stderr)
