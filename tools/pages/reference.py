"""The docstrings of public names, as the stubs have them."""

from __future__ import annotations

import functools
from pathlib import Path

import griffe

from tools.pages.families import Part, common, examples, sections

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "api"


@functools.cache
def package() -> griffe.Object | griffe.Alias:
    """haliax, read and not run."""
    return griffe.load("haliax", search_paths=[ROOT, ROOT / "stubs"], find_stubs_package=True, try_relative_path=False)


def complete(obj: griffe.Object | griffe.Alias) -> None:
    """Where a function has several signatures, its docstring stands at the first of them."""
    overloads = getattr(obj, "overloads", None)
    if obj.docstring is None and isinstance(overloads, list):
        obj.docstring = next((one.docstring for one in overloads if one.docstring), None)


def docstring(root: griffe.Object | griffe.Alias, name: str) -> str:
    """The docstring of a public name, `haliax.nn.Linear`; empty if it has none."""
    found = root if name == "haliax" else root[name.removeprefix("haliax.")]
    if found.is_function:
        complete(found)
    return found.docstring.value if found.docstring else ""


@functools.cache
def pages() -> list[str]:
    """The pages of the reference, as they are written."""
    return [path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.md"))]


@functools.cache
def docstrings() -> dict[str, str]:
    """The docstrings of all entries."""
    names = [name for page in pages() for section in sections(page) for name in section.entries]
    return {name: docstring(package(), name) for name in names}


def told() -> dict[str, list[Part]]:
    """What the head of its section tells of each entry."""
    return {
        name: common(docstrings()[name] for name in section.entries)
        for page in pages()
        for section in sections(page)
        for name in section.entries
    }


def shown() -> dict[str, str]:
    """The example of each entry."""
    return {name: block for page in pages() for name, block in examples(page).items()}


def forget() -> None:
    """Everything is read anew."""
    for cached in (package, pages, docstrings):
        cached.cache_clear()
