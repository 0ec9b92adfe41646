"""The pages of the reference: entries, each with an example, in sections.

Docstrings tell everything, since each is read by itself in an editor. On a page with thirty reductions the same four
paragraphs would stand thirty times, so what the entries of a section have in common is told once, at its head.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# What is told as often as this in a section is told at its head.
ENOUGH = 3

_ENTRY = re.compile(r"^::: (\S+)$", re.M)
_EXAMPLE = re.compile(r"^(?P<entry>::: (?P<name>\S+)\n(?:    [^\n]*\n)*)\n(?P<block>```pycon\n.*?^```$)\n", re.M | re.S)
_SECTION = re.compile(r"^## .*$", re.M)
_BLOCK = re.compile(r"^(Args|Raises):$")
_ITEM = re.compile(r"^    (\w+): ")


@dataclass(frozen=True)
class Part:
    """One thing that a docstring says: of an argument, of an error, or in a paragraph.

    Attributes:
        kind: "Args" or "Raises"; empty for a paragraph.
        name: The argument or the error.
        text: What is said of it.
    """

    kind: str
    name: str
    text: str


@dataclass(frozen=True)
class Section:
    """A section of a page of the reference.

    Attributes:
        start: Where its first entry begins in the page.
        entries: The public names that it has entries of.
    """

    start: int
    entries: tuple[str, ...]


def sections(page: str) -> Iterator[Section]:
    """The sections of a page that have entries."""
    bounds = [0, *(match.start() for match in _SECTION.finditer(page)), len(page)]
    for start, end in itertools.pairwise(bounds):
        entries = list(_ENTRY.finditer(page, start, end))
        if entries:
            yield Section(entries[0].start(), tuple(entry[1] for entry in entries))


def examples(page: str) -> dict[str, str]:
    """The example of each entry of a page that has one: a block of code that follows it at once."""
    return {match["name"]: match["block"] for match in _EXAMPLE.finditer(page)}


def without_examples(page: str) -> str:
    """A page whose examples stand elsewhere: in their entries, before the members of a class."""
    return _EXAMPLE.sub(r"\g<entry>", page)


def parts(docstring: str) -> Iterator[Part]:
    """What a docstring says after its first paragraph, apart from what comes out."""
    for part, _ in _lines(docstring):
        if part is not None:
            yield part


def common(docstrings: Iterable[str]) -> list[Part]:
    """What many docstrings say in the same words, in the order in which it is said.

    Where some say one thing of an argument and some another, it is what most of them say: a head that said both would
    leave open which holds.
    """
    told_by: dict[Part, list[int]] = {}
    for at, docstring in enumerate(docstrings):
        for part in dict.fromkeys(parts(docstring)):
            told_by.setdefault(part, []).append(at)
    often = {part: tellers for part, tellers in told_by.items() if len(tellers) >= ENOUGH}
    most: dict[tuple[str, str], list[int]] = {}
    for part, tellers in often.items():
        if len(tellers) > len(most.get(_subject(part), [])):
            most[_subject(part)] = tellers
    # One docstring may have two lines on its axes.
    return [part for part, tellers in often.items() if tellers == most[_subject(part)]]


def without(docstring: str, told: Iterable[Part]) -> str:
    """A docstring without what is told elsewhere."""
    left_out = set(told)
    kept: list[tuple[Part | None, list[str]]] = [
        (part, lines) for part, lines in _lines(docstring) if part not in left_out
    ]
    filled = {part.kind for part, _ in kept if part is not None}
    text = "\n".join(
        line
        for part, lines in kept
        for line in lines
        # A heading of which nothing is left.
        if not (part is None and (match := _BLOCK.match(line)) and match[1] not in filled)
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def head(told: Iterable[Part]) -> str:
    """What is told of all, as Markdown."""
    found = list(told)
    text = "".join(f"{part.text}\n\n" for part in found if not part.kind)
    for kind, title in (("Args", "Arguments, where an entry says nothing else of them"), ("Raises", "Errors")):
        items = [f"- `{part.name}`: {part.text}\n" for part in found if part.kind == kind]
        text += f"{title}:\n\n{''.join(items)}\n" if items else ""
    return text


def page_with_heads(page: str, docstrings: Mapping[str, str]) -> str:
    """A page, with what the entries of each section have in common in front of them."""
    for section in reversed(list(sections(page))):
        told = common(docstrings.get(name, "") for name in section.entries)
        page = page[: section.start] + head(told) + page[section.start :]
    return page


def _subject(part: Part) -> tuple[str, str]:
    """What a part speaks of: an argument, an error, the axes, or something of its own."""
    if part.kind:
        return part.kind, part.name
    return "", "Axes" if part.text.startswith("Axes: ") else part.text


def _lines(docstring: str) -> Iterator[tuple[Part | None, list[str]]]:
    """A docstring in pieces: each part with its lines, and None with the lines that are none."""
    block, lines = "", docstring.split("\n")
    at = lines.index("") if "" in lines else len(lines)
    yield None, lines[:at]
    while at < len(lines):
        line, end = lines[at], at + 1
        if not line:
            yield None, [line]
        elif not line.startswith(" "):
            match = _BLOCK.match(line)
            block = match[1] if match else ""
            while not match and end < len(lines) and lines[end] and not lines[end].endswith(":"):
                end += 1
            told = None if match or line.endswith(":") else Part("", "", "\n".join(lines[at:end]))
            yield told, lines[at:end]
        elif block and (item := _ITEM.match(line)):
            while end < len(lines) and lines[end].startswith("     "):
                end += 1
            yield Part(block, item[1], " ".join(" ".join(lines[at:end])[item.end() :].split())), lines[at:end]
        else:
            yield None, [line]
        at = end
