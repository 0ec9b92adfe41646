"""README and documentation: the code runs, mypy accepts it, and what is shown as output is the output.

Code blocks of a page run in order, in one namespace. A block with a title is a file by itself; a console block may show
what mypy and Python say of it.
"""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import jax
import pytest

import haliax
from haliax_mypy.messages.codes import LOOKING_BACK
from haliax_mypy.settings import SEES_WHAT_IS_CHECKED
from tests.markdown import Block, blocks, commands

ROOT = Path(__file__).parents[1]
# The page of errors is what `haliax-mypy explain` prints.
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "haliax_mypy" / "commands" / "explain" / "errors.md",
]
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
# optax does not say that it has annotations.
CONFIG = "[mypy]\nplugins = haliax_mypy\n[mypy-optax.*]\nignore_missing_imports = True\n"

BLOCKS = {page: blocks(page) for page in PAGES}
FILES = [block for page in PAGES for block in BLOCKS[page] if block.title]


def is_compared(command: str) -> bool:
    """Whether this is `mypy`, `python` or `haliax-mypy` on a file of a page. Other commands have tests of their own."""
    words = command.split()
    known = words[0] == "haliax-mypy" or (words[0] in ("mypy", "python") and len(words) == 2)
    return known and words[-1] in {file.title for file in FILES}


LATE = frozenset() if SEES_WHAT_IS_CHECKED else LOOKING_BACK
"""Codes that the mypy that is here cannot tell."""

SHOWN = [
    pytest.param(block, command, output, id=f"{block.page.stem}:{block.line} {command}")
    for page in PAGES
    for block in BLOCKS[page]
    if block.language == "console"
    for command, output in commands(block.text)
    if is_compared(command)
    and (SEES_WHAT_IS_CHECKED or not any(code in text for code in LOOKING_BACK for text in output))
]


def page_id(page: Path) -> str:
    """A name of its own for each page: two pages of different folders may have the same."""
    folder = page.parent.name
    return page.stem if folder in ("docs", "explain", ROOT.name) else f"{folder}_{page.stem}"


def passing(page: Path) -> list[Block]:
    """The blocks of a page that are no files by themselves."""
    return [block for block in BLOCKS[page] if block.language in ("python", "pycon") and not block.title]


@pytest.fixture(autouse=True)
def tracebacks_as_they_are() -> Iterator[None]:
    """Without the note that jax adds to errors when it hides frames of its own."""
    before = jax.config.jax_traceback_filtering
    jax.config.update("jax_traceback_filtering", "off")
    yield
    jax.config.update("jax_traceback_filtering", before)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where mypy sees the files and pages."""
    return tmp_path_factory.mktemp("docs")


@pytest.fixture(scope="session")
def mypy_lines(folder: Path) -> list[str]:
    """What mypy reports on all files and pages, in one run: `page/file.py:3: error: …`."""
    (folder / "mypy.ini").write_text(CONFIG)
    for file in FILES:
        (folder / file.title).write_text(file.text)
    for page in PAGES:
        code = [b for b in passing(page) if b.language == "python"]
        (folder / f"page_{page_id(page)}.py").write_text(_at_their_lines(code))
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "--cache-dir", str(folder / "cache"), "."],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode in (0, 1), run.stdout + run.stderr
    return run.stdout.splitlines()


def _at_their_lines(code: list[Block]) -> str:
    """The blocks as one module, each on the lines where it stands in its page."""
    text = ""
    for block in code:
        text += "\n" * (block.line - 1 - text.count("\n")) + block.text
    return text


# What code uses without writing the name.
USED_BY_SYNTAX = {
    "haliax.ops.updating.Update",
    "haliax.ops.updating.Updater",
    "haliax.haxtyping",
}

# The modules whose names are public besides those of haliax itself.
NAMESPACES = ("debug", "linalg", "nn", "nn.attention", "quantization", "random", "state_dict", "tree")


def public_names() -> set[str]:
    """The names that people write: `haliax.sum`, `haliax.nn.Linear`."""
    found = {f"haliax.{name}" for name in haliax.__all__ if not isinstance(getattr(haliax, name), ModuleType)}
    for space in NAMESPACES:
        for name, value in vars(importlib.import_module(f"haliax.{space}")).items():
            ours = getattr(value, "__module__", "").startswith("haliax")
            if ours and not name.startswith("_") and not isinstance(value, ModuleType | TypeVar):
                found.add(f"haliax.{space}.{name}")
    return found


def entries(page: Path) -> dict[str, str]:
    """The entries of a page of the reference: each name and what stands there before the next."""
    parts = re.split(r"^(?::::|###) (haliax\.\S+)$", page.read_text().replace("\n## ", "\n### haliax.\n"), flags=re.M)
    return {name: text for name, text in zip(parts[1::2], parts[2::2], strict=True) if name != "haliax."}


ENTRIES = {page: entries(page) for page in sorted((ROOT / "docs" / "api").glob("*.md"))}


def test_every_public_name_is_in_the_reference() -> None:
    shown = [name for found in ENTRIES.values() for name in found]
    assert len(shown) == len(set(shown))
    # What layers take, and is told where it belongs.
    assert public_names() - set(shown) == {"haliax.nn.ScanCheckpointPolicy"}
    for name in shown:
        owner, _, last = name.rpartition(".")
        assert hasattr(importlib.import_module(owner), last), name


@pytest.mark.parametrize("page", ENTRIES, ids=page_id)
def test_every_entry_of_the_reference_has_an_example(page: Path) -> None:
    def is_shown(name: str, text: str) -> bool:
        """Whether the code uses the name, by a part of the way to it or after an import."""
        code = "".join(re.findall(r"^```pycon\n(.*?)^```$", text, re.M | re.S))
        return bool(re.search(rf"\b{name.rpartition('.')[2]}\b", code)) or (bool(code) and name in USED_BY_SYNTAX)

    assert [name for name, text in ENTRIES[page].items() if not is_shown(name, text)] == []


def test_methods_that_are_functions_are_listed() -> None:
    text = (ROOT / "docs" / "api" / "arrays.md").read_text()
    listed = set(re.findall(r"\[`(\w+)`\]\[haliax\.\1\]", text))
    members = set(re.search(r"members: \[(.*?)\]", text, re.S)[1].replace(",", " ").split())  # type: ignore[index]
    public = {name for name in vars(haliax.NamedArray) if not name.startswith("_")}
    assert public - members == listed
    assert listed <= set(haliax.__all__)


def test_file_names_are_used_once() -> None:
    titles = [file.title for file in FILES]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("page", [page for page in PAGES if passing(page)], ids=page_id)
def test_code_runs(page: Path) -> None:
    namespace: dict[str, object] = {"__name__": f"page_{page_id(page)}"}
    runner = doctest.DocTestRunner(optionflags=OPTIONS)
    printed: list[str] = []
    for block in passing(page):
        if block.language == "python":
            _execute(block.text, f"{page.name}:{block.line}", namespace)
        else:
            name, at = f"{page.name}", block.line - 1
            test = doctest.DocTestParser().get_doctest(block.text, namespace, name, str(page), at)
            test.globs = namespace
            runner.run(test, out=printed.append, clear_globs=False)
    assert not runner.failures, "".join(printed)


@pytest.mark.xdist_group("mypy on the docs")
@pytest.mark.parametrize("page", [page for page in PAGES if passing(page)], ids=page_id)
def test_mypy_accepts_the_code(page: Path, mypy_lines: list[str]) -> None:
    assert [line for line in mypy_lines if line.startswith(f"page_{page_id(page)}.py")] == []


@pytest.mark.xdist_group("mypy on the docs")
@pytest.mark.parametrize(("block", "command", "output"), SHOWN)
def test_shown_output_is_the_output(
    block: Block, command: str, output: list[str], mypy_lines: list[str], folder: Path
) -> None:
    tool, name = command.split()[0], command.split()[-1]
    if tool == "mypy":
        printed = [line for line in mypy_lines if line.startswith(f"{name}:")]
    elif tool == "haliax-mypy":
        printed = _command(command.split()[1:], folder)
    else:
        printed = _run(next(file for file in FILES if file.title == name))
    matches = doctest.OutputChecker().check_output("\n".join(output), "\n".join(printed), OPTIONS)
    assert matches, f"{block.page}:{block.line}: `{command}` prints:\n" + "\n".join(printed)


def _execute(text: str, name: str, namespace: dict[str, object]) -> None:
    exec(compile(text, name, "exec", dont_inherit=True), namespace)


def _command(words: list[str], folder: Path) -> list[str]:
    """What `haliax-mypy` prints, with the cache of the run before."""
    command = [sys.executable, "-m", "haliax_mypy", *words, "--", "--cache-dir", str(folder / "cache")]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()


def _run(file: Block) -> list[str]:
    """What a file prints when it ends with an error: the last line of the traceback, and `...` for those before."""
    try:
        _execute(file.text, file.title, {"__name__": "__main__"})
    except Exception as error:
        return ["...", *traceback.format_exception_only(error)[-1].splitlines()]
    raise AssertionError(f"{file.title} ends without the error that is shown")
