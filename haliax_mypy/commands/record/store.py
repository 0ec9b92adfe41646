"""The file of records: what was noted in all processes of a run, by file of the user.

    {"version": 1,
     "files": {"model.py": {
        "digest": "…",
        "functions": [{"line": 12, "name": "Block.__call__", "kind": "m", "parameters": ["self", "x"], "full": false,
                       "calls": [{"arguments": […], "result": …}], "yields": […]}],
        "classes": [{"name": "Block", "module": "model", "bases": [["model.py", "Block"]],
                     "self": {"up": […]}, "seen": {…}}]}}}

Paths are relative to the folder of the file. What values look like is told in `recorder/forms.py`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from haliax_mypy.commands.record.recorder.insertion import Site
from haliax_mypy.commands.refusal import Refusal

VERSION: Final = 1
OURS: Final = frozenset({"array", "axis", "layer", "stack"})
"""The kinds of forms that are of haliax."""


@dataclass
class Call:
    """A kind of call: the form of each argument, and of the result; None if it never ended."""

    arguments: Any
    result: Any = None


@dataclass
class Function:
    """What was noted of a function. Its fields are those of `recorder.insertion.Site`."""

    line: int
    name: str
    kind: str
    parameters: list[str]
    full: bool = False
    calls: list[Call] = field(default_factory=list)
    yields: list[Any] = field(default_factory=list)


@dataclass
class Class:
    """What was noted of the instances of a class: by its methods, and where they were passed about."""

    name: str
    module: str
    bases: list[tuple[str, str]]
    self: dict[str, list[Any]] = field(default_factory=dict)
    seen: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class File:
    """What was noted in a file, and what its text was."""

    digest: str
    functions: list[Function] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)


@dataclass
class Records:
    """What was noted in a run, by file.

    Attributes:
        files: By full path.
        processes: How many processes wrote something.
        troubles: What went wrong within notes.
    """

    files: dict[str, File] = field(default_factory=dict)
    processes: int = 0
    troubles: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """How many kinds of calls there were."""
        return sum(len(function.calls) for file in self.files.values() for function in file.functions)

    def has_axes(self) -> bool:
        """Whether anything of haliax was seen."""
        return any(_is_ours(form) for file in self.files.values() for form in _forms(file))

    def write(self, path: Path) -> None:
        """Writes them to a file."""
        folder = Path(os.path.abspath(path)).parent
        files = {_relative(name, folder): _moved(asdict(file), folder) for name, file in sorted(self.files.items())}
        path.write_text(json.dumps({"version": VERSION, "files": files}, indent=1) + "\n")


def digest(path: str | Path) -> str:
    """What tells one text of a file from another; "" if there is none."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def read(path: Path) -> Records:
    """The records in a file.

    Raises:
        Refusal: If there is no such file, or it is none of records.
    """
    try:
        found = json.loads(path.read_text())
        files = found["files"].items() if found["version"] == VERSION else []
        folder = Path(os.path.abspath(path)).parent
        records = Records({os.path.normpath(folder / name): _file(_placed(file, folder)) for name, file in files})
    except FileNotFoundError:
        raise Refusal(f"no file {path}; make one by `python -m haliax_mypy record -- python train.py`") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal(f"{path} is no file of records ({error}); record again") from None
    if found["version"] != VERSION:
        raise Refusal(f"{path} was written by another version of haliax; record again")
    return records


def gathered(folder: Path) -> Records:
    """What all processes wrote into a folder."""
    records = Records()
    functions: dict[str, Function] = {}
    classes: dict[tuple[str, str], Class] = {}
    seen: set[str] = set()
    for part in sorted(folder.glob("*.jsonl")):
        records.processes += 1
        for line in _lines(part):
            key = json.dumps(line)
            if key in seen:
                continue
            seen.add(key)
            if "trouble" in line:
                records.troubles.append(line["trouble"])
            elif "site" in line:
                _add_call(records, functions, line)
            elif "class" in line:
                _add_class(records, classes, line)
    for function in functions.values():
        ended = {json.dumps(call.arguments) for call in function.calls if call.result is not None}
        function.calls = [
            call for call in function.calls if call.result is not None or json.dumps(call.arguments) not in ended
        ]
    return records


def joined(old: Records, new: Records) -> Records:
    """Both records; of a file that has changed only the new ones."""
    files = dict(new.files)
    for path, file in old.files.items():
        if path not in files:
            files[path] = file
        elif files[path].digest == file.digest:
            files[path] = _joined(file, files[path])
    return Records(files, new.processes, new.troubles)


def _joined(old: File, new: File) -> File:
    functions = {(function.line, function.name): function for function in new.functions}
    for function in old.functions:
        other = functions.setdefault((function.line, function.name), function)
        if other is not function:
            other.calls += [call for call in function.calls if call not in other.calls]
            other.yields += [form for form in function.yields if form not in other.yields]
            other.full |= function.full
    classes = {cls.name: cls for cls in new.classes}
    for cls in old.classes:
        mine = classes.setdefault(cls.name, cls)
        if mine is not cls:
            for into, of in ((mine.self, cls.self), (mine.seen, cls.seen)):
                for name, forms in of.items():
                    into[name] = into.get(name, []) + [form for form in forms if form not in into.get(name, [])]
    return File(new.digest, list(functions.values()), list(classes.values()))


def _lines(part: Path) -> Iterator[dict[str, Any]]:
    for text in part.read_text().splitlines():
        try:
            yield json.loads(text)
        except ValueError:  # the process was killed while it wrote
            continue


def _add_call(records: Records, functions: dict[str, Function], line: dict[str, Any]) -> None:
    function = functions.get(line["site"])
    if function is None:
        site = Site.read(line["site"])
        function = functions[line["site"]] = Function(site.line, site.name, site.kind, list(site.parameters))
        _of(records, site.path).functions.append(function)
    if "yield" in line:
        function.yields.append(line["yield"])
    elif "full" in line:
        function.full = True
    else:
        function.calls.append(Call(line["arguments"], line.get("result")))


def _add_class(records: Records, classes: dict[tuple[str, str], Class], line: dict[str, Any]) -> None:
    path, name = line["class"]
    cls = classes.get((path, name))
    if cls is None:
        cls = classes[path, name] = Class(name, "", [])
        _of(records, path).classes.append(cls)
    if "bases" in line:
        cls.module, cls.bases = line["module"], [(place, base) for place, base in line["bases"]]
    else:
        into = cls.self if line["source"] == "self" else cls.seen
        into.setdefault(line["attribute"], []).append(line["form"])


def _of(records: Records, path: str) -> File:
    if path not in records.files:
        records.files[path] = File(digest(path))
    return records.files[path]


def _file(found: dict[str, Any]) -> File:
    functions = [Function(**{**f, "calls": [Call(**call) for call in f["calls"]]}) for f in found["functions"]]
    classes = [Class(**{**cls, "bases": [(place, name) for place, name in cls["bases"]]}) for cls in found["classes"]]
    return File(found["digest"], functions, classes)


def _forms(file: File) -> Iterator[Any]:
    for function in file.functions:
        for call in function.calls:
            yield from (*call.arguments, call.result)
        yield from function.yields
    for cls in file.classes:
        for forms in (*cls.self.values(), *cls.seen.values()):
            yield from forms


def _is_ours(form: Any) -> bool:
    if not isinstance(form, list | tuple) or not form:
        return False
    return (isinstance(form[0], str) and form[0] in OURS) or any(map(_is_ours, form))


def _relative(path: str, folder: Path) -> str:
    return Path(path).relative_to(folder).as_posix() if Path(path).is_relative_to(folder) else path


def _moved(value: Any, folder: Path) -> Any:
    """What was noted, with paths relative to a folder."""
    if isinstance(value, dict):
        return {key: _moved(member, folder) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_moved(member, folder) for member in value]
    return _relative(value, folder) if isinstance(value, str) and value.endswith(".py") else value


def _placed(value: Any, folder: Path) -> Any:
    """What was noted, with full paths."""
    if isinstance(value, dict):
        return {key: _placed(member, folder) for key, member in value.items()}
    if isinstance(value, list):
        return [_placed(member, folder) for member in value]
    return os.path.normpath(folder / value) if isinstance(value, str) and value.endswith(".py") else value
