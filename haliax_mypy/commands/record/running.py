"""Runs a program so that all its Python processes are recorded."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from haliax_mypy.commands.record.recorder import FOLDER, INCLUDE
from haliax_mypy.commands.refusal import Refusal

_STARTUP: Final = Path(__file__).with_name("startup")
_OF_A_SIGNAL: Final = 128
"""What a shell adds to the number of a signal that ended a program."""


def run(command: Sequence[str], folder: Path, include: Iterable[Path]) -> int:
    """Runs a command, whose processes write what they note into a folder, and gives its exit code.

    Raises:
        Refusal: If there is no such command.
    """
    program = shutil.which(command[0])
    if program is None:
        raise Refusal(f"no command {command[0]}; what is recorded stands after `--`, as in `-- python train.py`")
    paths = [str(_STARTUP), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        FOLDER: os.path.abspath(folder),
        INCLUDE: os.pathsep.join(map(os.path.abspath, include)),
    }
    process = subprocess.Popen([program, *command[1:]], env=environment)

    def passed_on(number: int, frame: FrameType | None) -> None:
        process.send_signal(number)

    # Ctrl-C reaches the program by itself, and it decides what becomes of it.
    before = {signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN)}
    before[signal.SIGTERM] = signal.signal(signal.SIGTERM, passed_on)
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return _OF_A_SIGNAL - code if code < 0 else code
