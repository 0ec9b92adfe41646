"""The command `record`: a run, the file of what it wrote, and a line that says what there is."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from haliax_mypy.commands.numbers import counted
from haliax_mypy.commands.record import running, store
from haliax_mypy.commands.record.store import Records
from haliax_mypy.commands.refusal import Refusal


def record(command_line: Sequence[str], output: str, *, include: Sequence[str], append: bool) -> int:
    """Runs a command and writes what its functions were called with; gives its exit code.

    Args:
        command_line: The command, perhaps after `--`.
        output: The file of records.
        include: The folders and files of the user.
        append: Whether to keep what the file has.

    Raises:
        Refusal: If there is no command, no such folder, or records that cannot be read.
    """
    command = list(command_line[1:] if command_line[:1] == ["--"] else command_line)
    if not command:
        raise Refusal("no command; say what to run, as in `record -- python train.py`")
    absent = next((path for path in include if not Path(path).exists()), None)
    if absent is not None:
        raise Refusal(f"no file or folder {absent} to note functions of")
    path = Path(output)
    old = store.read(path) if append and path.exists() else Records()
    # Beside the records, so that what was noted is found again if this process is killed.
    folder = path.with_name(f"{path.name}.parts")
    try:
        if not append:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"cannot write {output}: {error.strerror}") from None
    code = running.run(command, folder, map(Path, include))
    new = store.gathered(folder)
    missing = [part.read_text() for part in folder.glob("*.missing")]
    records = store.joined(old, new)
    records.write(path)
    shutil.rmtree(folder, ignore_errors=True)
    for line in _said(new, missing, output):
        print(f"haliax-mypy record: {line}", file=sys.stderr)
    return code


def _said(records: Records, missing: Sequence[str], output: str) -> list[str]:
    """What the user is told."""
    if not records.processes and missing:
        return [f"nothing noted: {missing[0]} has no haliax_mypy; install haliax there"]
    if not records.processes:
        return ["nothing noted: no Python was started, or it was told to ignore PYTHONPATH (python -I or -E)"]
    if not records.calls:
        return ["nothing noted: no function of your files was called; say where they are by --include"]
    functions = sum(len(file.functions) for file in records.files.values())
    where = f"{counted(functions, 'function')} in {counted(len(records.files), 'file')}"
    lines = [f"{where}, {counted(records.calls, 'kind')} of calls; see {output}"]
    if not records.has_axes():
        lines.append("none was given a named array, an Axis or a layer: does the program use haliax?")
    if records.processes > 1:
        lines[0] += f" ({records.processes} processes)"
    lines += [f"a note went wrong, and was left out: {trouble}" for trouble in records.troubles[:3]]
    return lines
