"""What runs inside the program that is recorded: the standard library only, and no jax that the program has not.

`install` is called at the start of every Python process of the program (`startup/sitecustomize.py`):

    files       which files are the user's
    compiling   those files are compiled with notes in them
    insertion   where the notes stand in a function
    notes       what a note writes down, once for each kind of call
    forms       a value as its form: the axes of an array, the name of an axis, ...
    scripts     the script that Python was started with, which it would compile by itself
"""

from __future__ import annotations

import os
from typing import Final

FOLDER: Final = "HALIAX_RECORD"
"""The variable of the environment that names the folder of the records."""

INCLUDE: Final = "HALIAX_RECORD_INCLUDE"
"""The variable that names the folders and files of the user, with `os.pathsep` between them."""


def install() -> None:
    """Records this process from now on, if the environment asks for it."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return
    from haliax_mypy.commands.record.recorder import compiling, notes, scripts
    from haliax_mypy.commands.record.recorder.files import Files

    files = Files(os.environ.get(INCLUDE, "").split(os.pathsep))
    scripts.start_again(files)
    notes.install(notes.Notes(folder, files))
    compiling.install(files)
