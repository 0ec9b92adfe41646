"""The page of a whole survey: numbers, causes, and all files."""

from __future__ import annotations

from html import escape

from haliax_mypy.commands.page.axes_page import legend
from haliax_mypy.commands.page.document import bar, document, numbers, total
from haliax_mypy.commands.page.source import source
from haliax_mypy.commands.signs import SIGNS, percent
from haliax_mypy.survey.causes import Ranked
from haliax_mypy.survey.files import File, counted
from haliax_mypy.survey.knowledge import Knowledge
from haliax_mypy.survey.places import Span
from haliax_mypy.survey.surveying import Survey


def coverage_page(survey: Survey) -> str:
    """The page that shows a survey."""
    files = {file.path: (i, file) for i, file in enumerate(survey.files) if counted(file.seen).total}
    body = [f"<h1>Axes that mypy knows</h1>\n{total(survey.counts)}"]
    if files:
        body.append(f"<h2>Files</h2>\n{_table(files)}")
    if survey.causes:
        body.append("<h2>Where knowledge was lost</h2>\n")
        body.append('<p class="muted">Each cause once, and how many expressions hang on it.</p>\n')
        body.append(f'<ol class="causes">\n{"".join(_cause(one, files) for one in survey.causes)}</ol>\n')
    if files:
        body.append(f"<h2>Source</h2>\n{legend()}")
        body += [_source(i, file) for i, file in files.values()]
    return document("Axes that mypy knows", "".join(body))


def _table(files: dict[str, tuple[int, File]]) -> str:
    heads = "".join(f'<th class="{k.value}">{SIGNS[k]} <span class="wide">{k.value}</span></th>' for k in Knowledge)
    rows = []
    for path, (i, file) in files.items():
        counts = counted(file.seen)
        cells = "".join(f"<td>{number}</td>" for _, number in numbers(counts))
        rows.append(
            f'<tr><td><a href="#f{i}L1">{escape(path)}</a></td><td class="wide">{bar(counts)}</td>{cells}'
            f"<td>{percent(counts.percent)}</td></tr>\n"
        )
    head = f'<tr><th>file</th><th class="wide"></th>{heads}<th></th></tr>'
    return f"<table>\n<thead>{head}</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n"


def _cause(one: Ranked, files: dict[str, tuple[int, File]]) -> str:
    cause, line = one.cause, one.cause.place.span.line
    place = escape(str(cause.place))
    shown = ""
    if cause.place.path in files:
        i, file = files[cause.place.path]
        lines = file.source.splitlines()
        place = f'<a href="#f{i}L{line}">{place}</a>'
        shown = f"<pre>{escape(lines[line - 1].strip())}</pre>" if 0 < line <= len(lines) else ""
    return (
        f'<li><span class="count">{one.hanging}</span><div><div>{_marked(cause.sentence)}</div>'
        f'<div class="place">{place}</div>{shown}<div class="muted">{_marked(cause.cure)}</div></div></li>\n'
    )


def _marked(text: str) -> str:
    """A sentence in which code stands between backticks."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts))


def _source(i: int, file: File) -> str:
    counts = counted(file.seen)
    whole = Span(1, 0, max(len(file.source.splitlines()), 1), 0)
    return (
        f'<details><summary>{escape(file.path)} <span class="muted">{percent(counts.percent)}</span></summary>\n'
        f"{source(file, whole, f'f{i}')}</details>\n"
    )
