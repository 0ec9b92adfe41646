"""A folder of the workspace: one run of mypy on the documents that are open in it, after each change."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, field, replace
from pathlib import Path

from mypy.errors import CompileError
from mypy.modulefinder import BuildSource
from mypy.nodes import FuncDef
from mypy.options import Options

from haliax_mypy.commands.building import asked, prepare, run
from haliax_mypy.commands.check.driver import keep_apart
from haliax_mypy.commands.check.reports import Report, entry_in, forget, report
from haliax_mypy.commands.lsp.looking import Looked
from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.commands.texts import Texts
from haliax_mypy.survey import Program
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.files import File, file
from haliax_mypy.survey.places import Span
from haliax_mypy.survey.tree import within


@dataclass
class Checked:
    """What mypy says of the documents of a folder.

    Attributes:
        files: What is known of the expressions of each document, by its path; of an older text of it where the newest
            cannot be parsed.
        reports: The errors and notes of every file, by its path, of documents in their newest text.
        failures: Why some documents could not be checked, by their paths.
        texts: The documents, as the reports are about them, by their paths.
        doubts: What mypy says of the configuration.
    """

    files: dict[str, File] = field(default_factory=dict)
    reports: dict[str, list[Report]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)


class _Blocked(Exception):
    """mypy has stopped at an error without checking the rest."""

    def __init__(self, reports: Sequence[Report], said: str) -> None:
        super().__init__(said)
        self.reports = reports


class Folder:
    """Runs mypy on texts of a folder, with the configuration that mypy finds there."""

    def __init__(self, root: str, config: str | None, cache: str | None) -> None:
        """`cache` is where mypy's cache is, if not where the configuration says."""
        self.root, self._config, self._cache = root, config, cache
        self._parsed: dict[str, str] = {}
        self._looked: dict[str, Looked] = {}
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def check(self, texts: Mapping[str, str]) -> Checked:
        """What mypy says of documents, by their absolute paths. Whatever fails is told, not raised."""
        forget()
        found = Checked(texts=dict(texts))
        self._looked.clear()
        with chdir(self.root):
            for batch in self._batches(texts, found):
                try:
                    try:
                        self._check(batch, dict(texts), found)
                    except sqlite3.OperationalError:  # another server writes there for long: two windows on one folder
                        self._cache = self._other_cache()
                        self._check(batch, dict(texts), found)
                except Exception as error:
                    if not isinstance(error, Refusal):
                        traceback.print_exc(file=sys.stderr)
                    found.failures |= dict.fromkeys(batch, str(error) or type(error).__name__)
                except SystemExit:
                    found.failures |= dict.fromkeys(batch, "mypy itself failed; the log of the server says where")
        return found

    def _other_cache(self) -> str:
        """A cache for this process alone, which goes with it."""
        if self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="haliax-mypy-", ignore_cleanup_errors=True)
        return self._temporary.name

    def close(self) -> None:
        """Removes what would be left behind."""
        if self._temporary is not None:
            self._temporary.cleanup()

    def causes(self, path: str, span: Span) -> list[Cause]:
        """Why less than all is known of what stands at a place of a document, as it was checked last."""
        looked = self._looked.get(path)
        with chdir(self.root):
            return looked.causes(path, span) if looked is not None else []

    def _batches(self, texts: Mapping[str, str], found: Checked) -> list[list[str]]:
        """The documents, in as few runs as may be: in one run no two modules have the same name."""
        cache, batches = Texts(texts), list[dict[str, str]]()
        for path in texts:
            try:
                sources, _ = asked([path], self._config, cache, found.doubts)
            except Refusal as refusal:
                found.failures[path] = str(refusal)
                continue
            for source in sources:
                free = next((batch for batch in batches if source.module not in batch), None)
                if free is None:
                    free = {}
                    batches.append(free)
                free[source.module] = path
        return [list(batch.values()) for batch in batches]

    def _check(self, paths: Sequence[str], texts: dict[str, str], found: Checked) -> None:
        """Checks documents. One that cannot be parsed is taken in its last text that could be, if there was one."""
        broken: dict[str, list[Report]] = {}
        while True:
            sources = [path for path in paths if path not in broken or texts[path] == self._parsed.get(path)]
            try:
                reports = self._run(sources, Texts(texts, exact=True), found) if sources else []
                break
            except _Blocked as blocked:
                at_fault = _by_file(blocked.reports)
                new = [path for path in at_fault if path in texts and path not in broken]
                if not new:
                    found.reports |= at_fault | broken
                    found.failures |= {path: f"mypy stopped at {blocked}" for path in sources if path not in at_fault}
                    return
                for path in new:
                    broken[path] = at_fault[path]
                    texts[path] = self._parsed.get(path, texts[path])
        self._parsed |= {path: texts[path] for path in sources}
        found.reports |= _by_file(reports) | broken

    def _run(self, paths: Sequence[str], texts: Texts, found: Checked) -> list[Report]:
        program, reports = self._built(paths, texts, untyped=False)
        # The survey looks into functions without annotations, of which no error may be told that mypy would not tell.
        untyped = any(_leaves_out(program, name) for name in program.modules)
        looked = self._built(paths, texts, untyped=True)[0] if untyped else program
        errors = {(str(one.path), one.line) for one in reports if one.is_error}
        homes = {module.path: os.path.abspath(module.path) for module in looked.modules.values()}
        mistakes = frozenset((home, line) for home in homes for path, line in errors if path == homes[home])
        whole = Looked(replace(looked, mistakes=mistakes), texts.text)
        for module in looked.modules.values():
            path = homes[module.path]
            self._looked[path] = whole
            try:
                found.files[path] = file(module, texts.text(path), looked)
            except Exception as error:
                traceback.print_exc(file=sys.stderr)
                found.failures[path] = f"its axes cannot be shown: {error!r}"
        return reports

    def _built(self, paths: Sequence[str], texts: Texts, *, untyped: bool) -> tuple[Program, list[Report]]:
        """One run of mypy.

        Raises:
            _Blocked: If it has stopped at an error.
        """
        sources, options = self._asked(paths, texts)
        prepare(options, sources, texts, untyped=untyped)
        try:
            program, messages = run(sources, options, texts)
        except CompileError as error:
            reports = list(self._reports(error.messages, texts))
            raise _Blocked(reports, _said(error.messages, reports)) from error
        finally:
            texts.flush()
        return program, list(self._reports(messages, texts))

    def _asked(self, paths: Sequence[str], texts: Texts) -> tuple[list[BuildSource], Options]:
        sources, options = asked(
            [os.path.relpath(p) if _is_below(p, self.root) else p for p in paths], self._config, texts, set()
        )
        if options.cache_dir == os.devnull:  # with which each run would read all libraries anew
            self._cache = self._cache or own_cache()
        options.cache_dir = self._cache or options.cache_dir
        keep_apart(options, "lsp")  # which the user's own runs never use at the same time
        options.output, options.hide_error_codes, options.show_error_context = "json", False, False
        options.show_column_numbers = True  # for what mypy before 2.4 does not write as JSON
        return sources, options

    def _reports(self, messages: Iterable[str], texts: Texts) -> Iterable[Report]:
        for message in messages:
            entry = entry_in(message)
            if entry is not None:
                path = os.path.abspath(entry["file"])
                yield report({**entry, "file": path}, texts.text(path) if texts.has(path) else None)


def own_cache() -> str:
    """Where mypy's cache is for files that are in no folder of a workspace."""
    return str(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "haliax-mypy"))


def _leaves_out(program: Program, name: str) -> bool:
    """Whether a module has functions that mypy does not check, as configured, since they have no annotations."""
    if program.options.clone_for_module(name).check_untyped_defs:
        return False
    return any(isinstance(node, FuncDef) and node.is_dynamic() for node in within(program.modules[name]))


def _by_file(reports: Iterable[Report]) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for one in reports:
        found.setdefault(str(one.path), []).append(one)
    return found


def _said(messages: Sequence[str], reports: Sequence[Report]) -> str:
    """Why mypy has stopped, in one line."""
    if reports:
        first = reports[0]
        return f"{first.path.name}:{first.line}: {first.message}"
    return next(iter(messages), "an error").removeprefix("mypy: ").removeprefix("error: ")


def _is_below(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)
