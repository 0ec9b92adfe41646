"""What a note in a function writes down: each form of a call once, at once, to a file of this process.

Nothing is kept for the end, so that a crash, `os._exit` and a kill lose nothing. After the first calls a note finds
that all is written already, which is all that it costs an eager program; a traced one does not even come by again.
"""

from __future__ import annotations

import builtins
import json
import os
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Any, Final

from haliax_mypy.commands.record.recorder.files import Files
from haliax_mypy.commands.record.recorder.forms import UNFIT, Form, Forms, attributes

ENTER: Final = "__haliax_enter__"
LEAVE: Final = "__haliax_leave__"
YIELD: Final = "__haliax_yield__"
MADE: Final = "__haliax_made__"

_MOST_CALLS: Final = 1000
"""More forms of one function are not written: it is called with anything."""


class _Busy(threading.local):
    """Whether this thread is writing a note: what it calls of the user by that, such as a property, is not noted."""

    now = False


class Notes:
    """The notes of one process.

    Args:
        folder: Where its file is made.
        files: The files of the user.
    """

    def __init__(self, folder: str, files: Files) -> None:
        self._folder = folder
        self._forms = Forms(files, self._see)
        self._file: int | None = None
        self._written: set[Any] = set()
        self._counts: dict[str, int] = {}
        self._running: dict[int, tuple[str, tuple[Form, ...]]] = {}
        self._held: dict[tuple[int, str], weakref.ref[Any]] = {}
        self._owners: set[type] = set()
        self._busy = _Busy()
        self._write({"process": sys.argv[:1], "python": sys.version.split()[0]})
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forked)

    def enter(self, site: str, *arguments: Any) -> None:
        """A function begins. The first argument of a method shows what its instance holds."""
        if self._busy.now:
            return
        self._busy.now = True
        try:
            if site[0] == "m" and arguments:
                self._hold(arguments[0])
            forms = tuple([self._forms.of(argument) for argument in arguments])
            key = (site, forms)
            if len(self._running) > 10_000:  # of calls that ended by an exception
                self._running.clear()
            self._running[id(sys._getframe(1))] = key
            if key not in self._written:
                self._call(key, None)
        except Exception as error:
            self._fail(error)
        finally:
            self._busy.now = False

    def leave(self, site: str, result: Any) -> Any:
        """A function gives its result."""
        if self._busy.now:
            return result
        self._busy.now = True
        try:
            call = self._running.pop(id(sys._getframe(1)), None)
            form = self._forms.of(result)
            if call is not None and call[0] == site and (site, call[1], form) not in self._written:
                self._call((site, call[1], form), form)
        except Exception as error:
            self._fail(error)
        finally:
            self._busy.now = False
        return result

    def give(self, site: str, member: Any) -> Any:
        """A generator gives a member."""
        if self._busy.now:
            return member
        self._busy.now = True
        try:
            form = self._forms.of(member)
            if self._is_new((site, "yield", form)):
                self._write({"site": site, "yield": form})
        except Exception as error:
            self._fail(error)
        finally:
            self._busy.now = False
        return member

    def made(self, site: str, instance: Any) -> None:
        """A constructor ends."""
        if self._busy.now:
            return
        self._busy.now = True
        try:
            self._running.pop(id(sys._getframe(1)), None)
            self._hold(instance, is_whole=False)
        except Exception as error:
            self._fail(error)
        finally:
            self._busy.now = False

    def _call(self, key: tuple[Any, ...], result: Form | None) -> None:
        if not self._is_new(key):
            return
        count = self._counts[key[0]] = self._counts.get(key[0], 0) + 1
        if count <= _MOST_CALLS:
            self._write({"site": key[0], "arguments": key[1], **({} if result is None else {"result": result})})
        elif count == _MOST_CALLS + 1:
            self._write({"site": key[0], "full": True})

    def _hold(self, instance: Any, *, is_whole: bool = True) -> None:
        """Writes down what the instance of a method holds, as its class should say it."""
        cls = type(instance)
        where = self._forms.where(cls)
        if where is not None and not (is_whole and self._is_held(instance, "self")):
            self._owners.add(cls)
            self._describe(instance, where, "self")

    def _see(self, instance: Any, where: str) -> None:
        """An instance of a class of the user is passed about.

        What it holds counts if no method tells: it may have been stacked, or be a gradient or a filter.
        """
        if type(instance) not in self._owners and not self._is_held(instance, "seen"):
            self._describe(instance, where, "seen")

    def _describe(self, instance: Any, where: str, source: str) -> None:
        cls = type(instance)
        name = (where, cls.__qualname__)
        if self._is_new(("class", name)):
            bases = [(self._forms.where(base), base.__qualname__) for base in cls.__mro__]
            mine = [base for base in bases if base[0] is not None]
            self._write({"class": name, "module": cls.__module__, "bases": list(dict.fromkeys(mine))})
        for attribute, value in attributes(instance).items():
            form = self._forms.of(value)
            if form is not UNFIT and self._is_new((name, attribute, form, source)):
                self._write({"class": name, "attribute": attribute, "form": form, "source": source})

    def _is_held(self, instance: Any, source: str) -> bool:
        """Whether an instance that cannot change was described before; from now on it was."""
        cls = type(instance)
        params = getattr(cls, "__dataclass_params__", None)
        if params is None or not params.frozen:
            return False
        key = (id(instance), source)
        known = self._held.get(key)
        if known is not None and known() is instance:
            return True
        try:
            self._held[key] = weakref.ref(instance, self._forget(key))
        except TypeError:  # slots without room for a weak reference
            return False
        return False

    def _forget(self, key: tuple[int, str]) -> Callable[[Any], None]:
        held = self._held

        def forget(reference: Any) -> None:
            if held.get(key) is reference:
                del held[key]

        return forget

    def _is_new(self, key: Any) -> bool:
        if key in self._written:
            return False
        self._written.add(key)
        return True

    def _write(self, line: dict[str, Any]) -> None:
        if self._file is None:
            path = os.path.join(self._folder, f"{os.getpid()}-{os.urandom(4).hex()}.jsonl")
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
        # One call writes a line whole, whichever threads write besides.
        os.write(self._file, (json.dumps(line) + "\n").encode())

    def _forked(self) -> None:
        """A child writes to a file of its own; the lines of its parent are written already."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _fail(self, error: Exception) -> None:
        """A note that goes wrong is no concern of the program."""
        try:
            if self._is_new(("trouble", type(error))):
                self._write({"trouble": f"{type(error).__name__}: {error}"})
        except Exception:
            return


def install(notes: Notes) -> None:
    """Makes the notes known to every module, without a name in any: among the builtins."""
    found = {ENTER: notes.enter, LEAVE: notes.leave, YIELD: notes.give, MADE: notes.made}
    for name, function in found.items():
        setattr(builtins, name, function)
