"""What Python imports at its start: begins to record, then makes way for the `sitecustomize` that would have been."""

from __future__ import annotations

import importlib
import os
import sys


def _start() -> None:
    folder = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if entry != folder]
    sys.path_importer_cache.pop(folder, None)
    try:
        from haliax_mypy.commands.record.recorder import install

        install()
    except ImportError:
        _say_that_it_is_missing()
    mine = sys.modules.pop("sitecustomize", None)
    try:
        importlib.import_module("sitecustomize")  # another one: the folder of this one is gone from the path
    except ImportError:
        if mine is not None:
            sys.modules["sitecustomize"] = mine


def _say_that_it_is_missing() -> None:
    """Leaves word for the command that started all this: this Python has no haliax_mypy."""
    folder = os.environ.get("HALIAX_RECORD")
    if folder and os.path.isdir(folder):
        with open(os.path.join(folder, f"{os.getpid()}.missing"), "w") as file:
            file.write(sys.executable)


_start()
