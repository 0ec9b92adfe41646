"""The docstrings of public names, as the stubs have them."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import griffe

from tools.pages.families import Part, common, examples, sections

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "api"


@functools.cache
def package() -> griffe.Module:
    """The stubs of haliax, read and not run. Each operation is a function there, however it is declared."""
    read = griffe.load("haliax", search_paths=[ROOT / "stubs"], find_stubs_package=True, try_relative_path=False)
    assert isinstance(read, griffe.Module)
    complete(read)
    return read


def complete(owner: griffe.Module | griffe.Class) -> None:
    """Gives functions and methods of several signatures a member, which griffe expects beside these in a module."""
    for name, signatures in owner.overloads.items():
        if signatures and name not in owner.members:
            first = signatures[0]
            first.docstring = next((one.docstring for one in signatures if one.docstring), None)
            first.overloads = list(signatures)
            owner.set_member(name, first)
    for member in list(owner.members.values()):
        if isinstance(member, griffe.Module | griffe.Class):
            complete(member)


def adopt(owner: griffe.Module | griffe.Class, stubs: griffe.Module | griffe.Class) -> None:
    """Puts functions and properties of the stubs in the place of the declarations that they are made of."""
    for name, member in stubs.members.items():
        mine = owner.members.get(name)
        if isinstance(member, griffe.Module | griffe.Class) and isinstance(mine, griffe.Module | griffe.Class):
            adopt(mine, member)
        elif isinstance(member, griffe.Function | griffe.Attribute) and (mine is None or mine.is_attribute):
            if member.is_function or "property" in member.labels:
                owner.set_member(name, member)


def docstring(root: griffe.Module, name: str) -> str:
    """The docstring of a public name, `haliax.nn.Linear`; empty if it has none."""
    found = root[name.removeprefix("haliax.")]
    if _is_hidden(found):
        found = found[found.name]
    return found.docstring.value if found.docstring else ""


def own(root: griffe.Module, name: str, entries: Iterable[str]) -> Any:
    """What a public name means, apart from what other entries mean: `haliax.nn.tanh` is not `haliax.tanh` on a page.

    A function whose module has its name, such as `haliax.nn.dropout`, takes the place of the module.
    """
    path, _, last = name.removeprefix("haliax.").rpartition(".")
    owner, found = root[path] if path else root, root[name.removeprefix("haliax.")]
    if _is_hidden(found):
        for member in owner.members.values():
            if isinstance(member, griffe.Alias) and member.target_path.startswith(f"{found.path}."):
                member.resolve_target()  # it will not be found by its path
        owner.set_member(last, griffe.Alias(last, found[last], parent=owner))
    elif found.is_alias and any(
        root[other.removeprefix("haliax.")].canonical_path == found.canonical_path for other in entries if other != name
    ):
        copied = copy.copy(found.final_target)
        copied.docstring = None
        owner.set_member(last, copied)
    return owner[last]


def _is_hidden(found: griffe.Object | griffe.Alias) -> bool:
    """Whether this is a module with a function of its name, which takes its place in the program."""
    return found.is_module and found.name in found.members and found[found.name].is_function


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
