"""The page of errors, one section for each code: `errors.md` beside this file, which the documentation shows too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).with_name("errors.md")
OF_MYPY: Final = ("arg-type", "return-value", "assignment")
"""mypy's own codes, with which it reports that an array does not fit an annotation."""

_ANNOTATIONS: Final = "Annotations"
_LINK = re.compile(r"\[([^]]+)]\([^)]+\)")
_CAUSE = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_TITLE = re.compile(r'^```python title="([^"]+)"$', re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What the page says of one code.

    Attributes:
        codes: The codes that it is about.
        text: Its text in Markdown, below its heading, as people read it outside of a browser.
    """

    codes: tuple[str, ...]
    text: str

    @property
    def cause(self) -> str:
        """What is wrong where there is such an error, in one sentence."""
        found = _CAUSE.search(self.text)
        sentence = found[1] if found else self.text.partition(". ")[0]
        return " ".join(sentence.split()).removesuffix(".") + "."


@cache
def sections() -> tuple[Section, ...]:
    """The sections of the page, in its order."""
    return tuple(_read(PAGE.read_text(encoding="utf-8")))


def _read(page: str) -> Iterator[Section]:
    for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        heading, _, text = part.partition("\n")
        codes = OF_MYPY if heading == _ANNOTATIONS else (f"axis-{heading}",)
        # Links lead to other pages of the site. The name of an example becomes a comment in it.
        text = _TITLE.sub(r"```python\n# \1", _LINK.sub(r"\1", text))
        yield Section(codes, text.strip())


def find(code: str) -> Section | None:
    """The section about a code; `missing` stands for `axis-missing`."""
    return next((section for section in sections() if code in section.codes or f"axis-{code}" in section.codes), None)


def codes() -> list[str]:
    """All codes that the page is about, in its order."""
    return [code for section in sections() for code in section.codes]
