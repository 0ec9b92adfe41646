"""mypy as `check` runs it, in a process of its own: `python -m haliax_mypy.commands.check.driver ARGUMENTS OF MYPY`.

It reads the configuration as mypy does, switches the plugin on if nobody has, and prints each error as a line of JSON,
as `mypy --output json` does. A last line says how the run ended: where it is missing, mypy did not come to its end.

mypy has no flag for a plugin, so the parts of it that its command line is made of are called one by one. Nothing
promises them; the tests hold each.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from time import time
from typing import Any, Final

from mypy import main as command_line
from mypy.fscache import FileSystemCache
from mypy.modulefinder import BuildSource
from mypy.options import Options

PLUGIN: Final = "haliax_mypy"

DEFAULTS: Final = Path(__file__).with_name("defaults.ini")
"""The configuration where there is none."""


def main(arguments: Sequence[str]) -> None:
    """Runs mypy, and says at the end how it went."""
    cache = FileSystemCache()
    sources, options = _read(arguments, cache)
    is_configured = options.config_file is not None
    if not is_configured:
        sources, options = _read([f"--config-file={DEFAULTS}", *arguments], cache)
    adjust(options, is_own=not is_configured)
    run: Any = command_line.run_build(sources, options, cache, time(), sys.stdout, sys.stderr)
    build, _, blocked = run
    graph = getattr(build._result, "graph", None) or {}
    ended = {"sources": len(sources), "blocked": blocked, "haliax": not graph or "haliax" in graph}
    print(json.dumps({"ended": ended}), flush=True)


def _read(arguments: Sequence[str], cache: FileSystemCache) -> tuple[list[BuildSource], Options]:
    """What to check, and how, from the command line and the configuration.

    mypy goes on without a configuration that it cannot read. Here that is the end: the checks would be others.
    """
    said = StringIO()
    try:
        found = command_line.process_options(list(arguments), stderr=said, fscache=cache)
    finally:
        sys.stderr.write(said.getvalue())
    if unread(said.getvalue(), found[1]):
        raise SystemExit(2)
    return found


def unread(said: str, options: Options) -> str:
    """Why mypy has gone on without a configuration, in one line; "" if it has one, or there is none.

    Args:
        said: What it printed when it read the options.
        options: The options.
    """
    path = said.partition(": ")[0]
    is_without = options.config_file is None and path and Path(path).is_file()
    return " ".join(said.split()) if is_without else ""


def adjust(options: Options, *, is_own: bool = False) -> None:
    """Has the plugin once, and messages that a program reads. `is_own` says that the configuration is `DEFAULTS`."""
    switch_on(options, is_own=is_own)
    options.output = "json"
    options.error_summary = options.color_output = options.pretty = options.show_error_context = False
    options.hide_error_codes = False
    options.show_column_numbers = True  # for what mypy before 2.4 does not print as JSON
    options.fast_exit = False
    if options.num_workers:
        options.native_parser = True  # as mypy's own command line sees to


def switch_on(options: Options, *, is_own: bool = False) -> None:
    """Has the plugin once. `is_own` says that the configuration is `DEFAULTS`."""
    others = [plugin for plugin in options.plugins if not is_ours(plugin)]
    is_added = len(others) == len(options.plugins)
    options.plugins = [PLUGIN, *others] if is_added else _once(options.plugins)
    if is_added or is_own:
        keep_apart(options, "haliax")


def keep_apart(options: Options, name: str) -> None:
    """Gives a run with other options than the user's a cache of its own.

    Else this and the user's own runs of mypy would throw away what the other has stored.
    """
    if options.cache_dir not in ("/dev/null", "nul"):
        options.cache_dir = str(Path(options.cache_dir) / name)


def _once(plugins: list[str]) -> list[str]:
    """The plugins, in their order, ours where it is named first."""
    first = next(index for index, plugin in enumerate(plugins) if is_ours(plugin))
    return [plugin for index, plugin in enumerate(plugins) if index == first or not is_ours(plugin)]


def is_ours(plugin: str) -> bool:
    """Whether an entry of `plugins` is this plugin: its name, its entry point, or its file."""
    name = plugin.strip()
    if name.split(":")[0] == PLUGIN:
        return True
    spec = find_spec(PLUGIN)
    return bool(spec and spec.origin and name.endswith(".py") and Path(name).resolve() == Path(spec.origin).resolve())


if __name__ == "__main__":
    main(sys.argv[1:])
