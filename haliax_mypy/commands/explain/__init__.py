"""Explains error codes: the cause, an example with what mypy and Python say of it, and the cure.

    haliax-mypy explain axis-missing
    haliax-mypy explain missing broadcast
    haliax-mypy explain

Without a code it lists them all. The text is that of the page "Errors" of the documentation.
"""

from __future__ import annotations

import argparse
import re
from difflib import get_close_matches

from rich.console import Console
from rich.markdown import Markdown
from rich.text import Text

from haliax_mypy.commands.console import console
from haliax_mypy.commands.explain.sections import Section, codes, find, sections
from haliax_mypy.commands.refusal import Refusal


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument(
        "codes", nargs="*", metavar="CODE", help="a code as mypy prints it, such as axis-missing; all if there is none"
    )


def run(arguments: argparse.Namespace) -> int:
    """Prints what there is to say, and gives the exit code.

    Raises:
        Refusal: If a code is not known.
    """
    asked = [code.strip("[]") for code in arguments.codes]
    found = [_found(code) for code in asked]
    out = console()
    if not found:
        _list(out)
    for code, section in dict(zip(asked, found, strict=True)).items():
        _show(code if code in section.codes else f"axis-{code}", section, out)
    return 0


def _found(code: str) -> Section:
    section = find(code)
    if section is not None:
        return section
    from mypy.errorcodes import error_codes

    if code in error_codes and not code.startswith("axis"):
        raise Refusal(f"'{code}' is a code of mypy itself; its documentation explains it, under `Error codes`")
    known = codes()
    close = get_close_matches(code, [*known, *(name.removeprefix("axis-") for name in known)], n=1)
    hint = f"did you mean '{close[0]}'?" if close else f"the codes are {', '.join(known)}"
    raise Refusal(f"no code '{code}'; {hint}")


def _list(out: Console) -> None:
    for section in sections():
        for code in section.codes:
            line = Text.assemble((f"{code:<18}", "bold yellow"), section.cause)
            out.print(line, soft_wrap=not out.is_terminal)


def _show(code: str, section: Section, out: Console) -> None:
    if out.is_terminal:
        out.rule(Text(code, "bold yellow"), align="left")
        out.print(Markdown(section.text, code_theme="ansi_dark"))
    else:
        out.print(f"{code}\n\n{_plain(section.text)}\n", soft_wrap=True)


def _plain(text: str) -> str:
    """Markdown without the marks that only a browser needs; code is set in."""
    lines: list[str] = []
    inside = False
    for line in text.splitlines():
        if line.startswith("```"):
            inside = not inside
        elif inside:
            lines.append(f"    {line}".rstrip())
        else:
            lines.append(re.sub(r"\*\*(.+?)\*\*", r"\1", line))
    return "\n".join(lines)
