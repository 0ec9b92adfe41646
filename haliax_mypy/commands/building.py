"""One run of mypy in this process, of which the types of all expressions are kept.

What the user's configuration says stands; the plugin is switched on, and functions without annotations are checked too,
in the files that are asked for only, so that what mypy has cached of all others stays true.

    built(["model.py"])       a run for a command that looks once
    asked, prepare, run       its steps, for the language server, which runs mypy again and again on texts of its own
"""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from mypy import build
from mypy.errors import CompileError
from mypy.main import process_options
from mypy.modulefinder import BuildSource
from mypy.nodes import MypyFile, Statement
from mypy.options import Options
from mypy.plugin import Plugin

from haliax_mypy.commands.check.driver import DEFAULTS, switch_on, unread
from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.commands.texts import Texts, read
from haliax_mypy.messages.codes import STRICT
from haliax_mypy.settings import SEES_WHAT_IS_CHECKED
from haliax_mypy.survey import Program
from haliax_mypy.survey.columns import wants_older_parser
from haliax_mypy.survey.tree import blocks_within

_PROGRAM: Final = "mypy: "
_ERROR: Final = re.compile(r"(?P<file>.+?):(?P<line>\d+):.* error: .*?(\[(?P<code>[\w-]+)\])?$")


def built(targets: Sequence[str], config: str | None = None) -> Program:
    """What mypy knows of some files and folders; if none are named, of those that the configuration names.

    Raises:
        Refusal: If a file cannot be read or parsed, or mypy fails.
    """
    sources, options = asked(targets, config)
    if not sources:
        raise Refusal(f"no Python file in {', '.join(targets) or 'what the configuration of mypy names'}")
    read_now = {os.path.abspath(one.path): _text(one, read) for one in sources if one.path is not None}
    texts = Texts({path: text for path, text in read_now.items() if not text.isascii()})
    prepare(options, sources, texts)
    try:
        program, messages = run(sources, options, texts)
    except CompileError as error:
        raise Refusal("; ".join(_first(error.messages))) from error
    except SystemExit as error:  # a crash of mypy, of which it has told
        raise Refusal("mypy failed; see above") from error
    mistakes = (_ERROR.match(message) for message in messages)
    lines = frozenset(
        (os.path.normpath(one["file"]), int(one["line"]))
        for one in mistakes
        if one is not None and one["code"] not in STRICT
    )
    return replace(program, mistakes=lines)


def asked(
    targets: Sequence[str], config: str | None, texts: Texts | None = None, doubts: set[str] | None = None
) -> tuple[list[BuildSource], Options]:
    """What mypy makes of a command line.

    Args:
        targets: Files and folders.
        config: The file of the configuration; None for the one that mypy finds.
        texts: The files as mypy is to see them; None for those on disk.
        doubts: Where what mypy says of the configuration is put, with which it goes on then, or without it. If there
            is no such place, a configuration that cannot be read is refused.

    Raises:
        Refusal: If mypy cannot read the configuration, or there is no such file.
    """
    flags = ["--config-file", config] if config else []
    told = io.StringIO()
    try:
        sources, options = process_options([*flags, "--", *targets], stdout=told, stderr=told, fscache=texts)
    except SystemExit as error:
        lines = [line for line in told.getvalue().splitlines() if line]
        if not targets and any("Missing target" in line for line in lines):
            return asked(["."], config, texts, doubts)
        raise Refusal(lines[-1].removeprefix(_PROGRAM) if lines else "mypy cannot read its configuration") from error
    broken = unread(told.getvalue(), options)
    if broken and doubts is None:
        raise Refusal(f"mypy cannot read its configuration: {broken}")
    if doubts is not None:
        one_by_one = [f"checked as if there were no configuration, which mypy cannot read: {broken}"]
        doubts.update(one_by_one if broken else filter(None, told.getvalue().splitlines()))
    # Where there is no configuration, mypy loads no plugins.
    return (sources, options) if options.config_file else asked(targets, str(DEFAULTS), texts)


def prepare(options: Options, sources: Sequence[BuildSource], texts: Texts, *, untyped: bool = True) -> None:
    """Sets the options of a run.

    Args:
        options: The options that the user's configuration gives.
        sources: The files.
        texts: The files as mypy is to see them, among them all with characters that are not ASCII.
        untyped: Whether functions without annotations are checked, whatever the configuration says.
    """
    switch_on(options, is_own=options.config_file == str(DEFAULTS))
    options.export_types, options.num_workers = True, 0
    options.report_dirs, options.semantic_analysis_only = {}, False
    options.preserve_asts = not SEES_WHAT_IS_CHECKED  # of all modules, where nothing says when one is checked
    for source in sources:
        own = options.per_module_options.setdefault(source.module, {})
        always = own.get("always_true", options.always_true)
        own |= {
            "preserve_asts": True,  # of functions too whose errors are ignored
            # mypy's cache has no types of expressions: an option that is new each time keeps a module out of it.
            "always_true": [*(always if isinstance(always, list) else []), f"_survey_{time.time_ns()}"],
        }
        if options.native_parser and wants_older_parser(_text(source, texts.text)):
            own["native_parser"] = False  # which mypy may choose for one file, if it does not read that by itself
        if untyped:
            own["check_untyped_defs"] = True


def run(sources: Sequence[BuildSource], options: Options, texts: Texts) -> tuple[Program, list[str]]:
    """What mypy knows after a run, and what it reports.

    Args:
        sources: The files.
        options: The options, set by `prepare`.
        texts: The files as mypy is to see them.

    Raises:
        CompileError: If a file cannot be parsed, or read.
        SystemExit: If mypy crashes. It has told of that on stderr.
    """
    keeper = _Keeper(options, {source.module for source in sources})
    result = build.build(list(sources), options, fscache=texts, extra_plugins=[keeper])
    keeper.restore()
    for source in sources:
        if source.module in result.files and source.path is not None:
            result.files[source.module].path = os.path.normpath(source.path)
    found = {source.module: result.files[source.module] for source in sources if source.module in result.files}
    paths = {name: module.path for name, module in result.files.items()}
    return Program(found, result.types, options, paths), result.errors


def _text(source: BuildSource, text: Callable[[str], str]) -> str:
    """What is in a file; nothing in a folder."""
    return "" if source.path is None or Path(source.path).is_dir() else text(source.path)


def _first(messages: Sequence[str]) -> list[str]:
    """The errors among messages that end a run, without those of files that are fine."""
    blocking = [message for message in messages if "[syntax]" in message]
    return (blocking or list(messages))[:1] or ["mypy failed"]


class _Keeper(Plugin):
    """Keeps the statements of modules, which mypy throws away when it has checked them."""

    def __init__(self, options: Options, modules: set[str]) -> None:
        super().__init__(options)
        self.modules = modules
        self.bodies: list[tuple[list[Statement], list[Statement]]] = []

    def get_additional_indirect_deps(self, tree: MypyFile) -> set[str]:
        """Called when a module is checked, just before its statements are thrown away."""
        if tree.fullname in self.modules:
            bodies = [tree.defs, *(block.body for block in blocks_within(tree))]
            self.bodies += [(body, list(body)) for body in bodies]
        return set()

    def restore(self) -> None:
        """Puts the statements back."""
        for body, statements in self.bodies:
            body[:] = statements
