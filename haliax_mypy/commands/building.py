"""One run of mypy in this process, of which the types of all expressions are kept.

What the user's configuration says stands; the plugin is switched on, and functions without annotations are checked too,
in the files that are asked for only, so that what mypy has cached of all others stays true.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mypy import build
from mypy.errors import CompileError
from mypy.main import process_options
from mypy.modulefinder import BuildSource
from mypy.nodes import MypyFile, Statement
from mypy.options import Options
from mypy.plugin import Plugin
from mypy.util import DecodeError, decode_python_encoding

from haliax_mypy.commands.refusal import Refusal
from haliax_mypy.survey import Program
from haliax_mypy.survey.columns import wants_older_parser
from haliax_mypy.survey.tree import blocks_within

_PLUGIN: Final = "haliax_mypy"
_PROGRAM: Final = "mypy: "


def built(targets: Sequence[str], config: str | None = None) -> Program:
    """What mypy knows of some files and folders; if none are named, of those that the configuration names.

    Raises:
        Refusal: If a file cannot be read or parsed, or mypy fails.
    """
    sources, options = _asked(targets, config)
    if not sources:
        raise Refusal(f"no Python file in {', '.join(targets) or 'what the configuration of mypy names'}")
    sources = list(map(_with_text, sources))
    _set(options, sources)
    keeper = _Keeper(options, {source.module for source in sources})
    try:
        result = build.build(sources, options, extra_plugins=[keeper])
    except CompileError as error:
        raise Refusal("; ".join(_first(error.messages))) from error
    except SystemExit as error:  # a crash of mypy, of which it has told
        raise Refusal("mypy failed; see above") from error
    keeper.restore()
    found = {source.module: result.files[source.module] for source in sources if source.module in result.files}
    return Program(found, result.types, options)


def _asked(targets: Sequence[str], config: str | None) -> tuple[list[BuildSource], Options]:
    """What mypy makes of a command line."""
    flags = ["--config-file", config] if config else []
    told = io.StringIO()
    try:
        return process_options([*flags, "--", *targets], stdout=told, stderr=told)
    except SystemExit as error:
        lines = [line for line in told.getvalue().splitlines() if line]
        if not targets and any("Missing target" in line for line in lines):
            return _asked(["."], config)
        raise Refusal(lines[-1].removeprefix(_PROGRAM) if lines else "mypy cannot read its configuration") from error


def _set(options: Options, sources: Sequence[BuildSource]) -> None:
    if not any(plugin.partition(":")[0] == _PLUGIN for plugin in options.plugins):
        options.plugins.append(_PLUGIN)
        if options.cache_dir not in ("/dev/null", "nul"):  # runs without the plugin have a cache of their own
            options.cache_dir = str(Path(options.cache_dir) / "haliax")
    options.export_types, options.incremental, options.num_workers = True, True, 0
    options.report_dirs, options.semantic_analysis_only = {}, False
    for source in sources:
        own = options.per_module_options.setdefault(source.module, {})
        own |= {"check_untyped_defs": True, "preserve_asts": True}
        if wants_older_parser(source.text or ""):
            own["native_parser"] = False


def _with_text(source: BuildSource) -> BuildSource:
    """A file with what is in it, which mypy then does not take from its cache: a cache has no types of expressions."""
    if source.path is None or source.text is not None or Path(source.path).is_dir():
        return source
    try:
        text = Path(source.path).read_bytes()
        decoded = decode_python_encoding(text)
    except OSError as error:
        raise Refusal(f"cannot read {source.path}: {error.strerror}") from error
    except (UnicodeDecodeError, DecodeError) as error:
        raise Refusal(f"cannot read {source.path}: {error}") from error
    return BuildSource(source.path, source.module, decoded, source.base_dir)


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
