"""Reports for people: the message, the line of source, carets under what is at fault, and the notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.syntax import Syntax
from rich.text import Text

from haliax_mypy.commands.check.reports import Report
from haliax_mypy.commands.check.running import Outcome
from haliax_mypy.commands.numbers import counted

TAB = 4
GUTTER = 8
"""The columns before the source: the number of the line and a bar."""


class Shown:
    """A report as rich prints it."""

    def __init__(self, report: Report, *, located: bool = True) -> None:
        """`located` says whether file, line and column stand before the message, where an editor finds them."""
        self.report = report
        self.located = located

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self.located:
            yield self._message()
        if self.report.source.strip():
            width = options.max_width if console.is_terminal else None
            yield from _marked(self.report, width)
        under = Text() if self.located else self._message()
        for note in self.report.notes:
            under.append_text(Text.assemble("\n" if under else "", ("note: ", "cyan"), note))
        if under:
            yield Padding(under, (0, 0, 0, GUTTER)) if console.is_terminal else _indented(under)

    def _message(self) -> Text:
        report = self.report
        style = "bold red" if report.is_error else "bold cyan"
        place = Text()
        if self.located:
            where = f"{report.path}:{report.line}" if report.line else f"{report.path}"
            place.append(f"{where}:{report.columns.start + 1}: " if report.columns else f"{where}: ", "bold")
        code = Text.assemble("  ", (f"[{report.code}]", "yellow")) if report.code and report.is_error else ""
        return Text.assemble(place, (f"{report.severity}: ", style), report.message, code)


def _indented(text: Text) -> Text:
    """Lines to the right of the bar, however long they are."""
    return Text("\n").join(Text(" " * GUTTER).append_text(line) for line in text.split("\n"))


def _marked(report: Report, width: int | None) -> Iterator[Text]:
    """The line of source without its indentation, and the carets under it; cut so that the carets are seen."""
    source = report.source
    indent = len(source) - len(source.lstrip())
    before, at = source[indent : report.columns.start], source[max(report.columns.start, indent) : report.columns.stop]
    code = Syntax("", "python", theme="ansi_dark").highlight(source[indent:])
    code.rstrip()
    code.expand_tabs(TAB)
    skip = cell_len(before.expandtabs(TAB))
    length = max(cell_len((before + at).expandtabs(TAB)) - skip, 1) if report.columns else 0
    room = None if width is None else max(width - GUTTER, 20)
    start = 0 if room is None or skip + min(length, room // 2) <= room else skip - room // 3
    shown = code[start:] if start else code
    if start:
        shown = Text("…", "dim").append_text(shown[1:])
    if room is not None:
        shown.truncate(room, overflow="ellipsis")
        length = min(length, room - (skip - start))
    yield Text.assemble((f"{report.line:>{GUTTER - 3}} │ ", "dim"), shown)
    if length > 0:
        yield Text.assemble((f"{'│ ':>{GUTTER}}", "dim"), " " * (skip - start), ("^" * length, "bold red"))


def show(outcome: Outcome, console: Console) -> None:
    """Prints the reports of a run file by file, what to read about them, and a summary."""
    wrap = console.is_terminal
    for path, reports in outcome.by_file.items():
        count = counted(sum(report.is_error for report in reports), "error")
        console.print(Text.assemble((str(path), "bold underline"), (f"  {count}", "dim")), soft_wrap=not wrap)
        for report in reports:
            console.print(Shown(report), soft_wrap=not wrap)
        console.print()
    codes = about_axes(outcome.errors)
    if codes:
        console.print(f"`haliax-mypy explain {' '.join(codes)}` shows cause and cure.", soft_wrap=not wrap)
    console.print(Text(summary(outcome), "bold red" if outcome.errors else "bold green"), soft_wrap=not wrap)


def about_axes(errors: Sequence[Report]) -> list[str]:
    """The codes among those of errors that `explain` knows and mypy does not, each once."""
    return list(dict.fromkeys(error.code for error in errors if error.code.split("-")[0] == "axis"))


def summary(outcome: Outcome) -> str:
    """How many errors there are in how many files, and how long it took: one line."""
    files = len({error.path for error in outcome.errors})
    time = f"{outcome.seconds:.1f} s"
    checked = f"{counted(outcome.sources, 'file')} checked in {time}"
    if outcome.blocked:
        return (
            f"{counted(len(outcome.errors), 'error')} that mypy cannot get past, after {time}: the rest was not checked"
        )
    if outcome.errors:
        return f"{counted(len(outcome.errors), 'error')} in {counted(files, 'file')}; {checked}"
    unseen = "" if outcome.haliax else "; nothing there imports haliax, so no axes were looked at"
    return f"no errors; {checked}{unseen}"
