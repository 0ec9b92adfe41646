"""The thread that mypy runs in: one, since mypy keeps much in its modules; with room for deep recursion."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

T = TypeVar("T")

_STACK: Final = 256 * 2**20
"""The compiled functions of mypy call each other without asking Python how deep they may. It is address space only."""

_RECURSION: Final = 2**14
"""What mypy's own command line sets."""

_IDLE: Final = 1.0
"""How many seconds nothing must be asked before memory is tidied, which takes up to one."""

_MOST: Final = 8
"""After how many jobs memory is tidied in any case."""


class Worker:
    """Runs functions one after the other."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._unfinished = 0
        before = threading.stack_size(_STACK)
        try:
            threading.Thread(target=self._work, name="mypy", daemon=True).start()
        finally:
            threading.stack_size(before)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is running, or waits to run."""
        return self._unfinished == 0

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """What a function gives; whatever it raises comes as an exception, even where mypy exits."""
        future: Future[T] = Future()
        self._unfinished += 1

        def job() -> None:
            try:
                result = function(*args)
            except Exception as error:
                future.set_exception(error)
            except BaseException as error:
                future.set_exception(RuntimeError(f"mypy failed: {error!r}"))
            else:
                future.set_result(result)

        self._jobs.put(job)
        try:
            return await asyncio.wrap_future(future)
        finally:
            self._unfinished -= 1

    def _work(self) -> None:
        sys.setrecursionlimit(max(sys.getrecursionlimit(), _RECURSION))
        since = 0
        while True:
            try:
                job = self._jobs.get(timeout=_IDLE if since else None)
            except Empty:
                since = _tidied()
                continue
            try:
                job()
            except Exception:  # a future that was cancelled takes no result
                traceback.print_exc()
            del job
            since += 1
            if since >= _MOST:
                since = _tidied()


def _tidied() -> int:
    """Frees what earlier runs of mypy have left: trees that hold each other, which mypy keeps from the collector."""
    gc.unfreeze()
    gc.collect()
    return 0
