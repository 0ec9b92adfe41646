"""mypy as the server asks it: in a process of its own, which is started anew if it has died."""

from __future__ import annotations

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from typing import Any, Final

from haliax_mypy.commands.lsp.folder import Checked
from haliax_mypy.commands.lsp.mypy_process import LENGTH
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.places import Span

# It finds modules where this process does, not in the folder that it starts in. mypy looks at `sys.path` too: what is
# there belongs to libraries, of which no errors are told, but for the first entry.
_START: Final = "import sys; sys.path[:] = sys.argv[1:]; from {} import main; main()"
_MODULE: Final = "haliax_mypy.commands.lsp.mypy_process"


class Mypy:
    """Asks mypy, one question after the other."""

    def __init__(self, config: str | None) -> None:
        self._config = config
        self._process: Process | None = None
        self._lock = asyncio.Lock()

    async def check(self, root: str, cache: str | None, texts: Mapping[str, str]) -> Checked:
        """What mypy says of the documents of a folder, by their paths."""
        try:
            found: Checked = await self._ask("check", root, self._config, cache, dict(texts))
        except Exception as error:
            return Checked(texts=dict(texts), failures=dict.fromkeys(texts, str(error)))
        return found

    async def causes(self, root: str, path: str, span: Span) -> list[Cause]:
        """Why less than all is known of what stands at a place of a document; empty if nobody can tell."""
        try:
            found: list[Cause] = await self._ask("causes", root, path, span)
        except Exception:
            return []
        return found

    def end(self) -> None:
        """Ends the process."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def _ask(self, name: str, *arguments: Any) -> Any:
        # A request that is cancelled must not leave half of an answer behind.
        found = await asyncio.shield(asyncio.ensure_future(self._exchange(pickle.dumps((name, arguments)))))
        if isinstance(found, Exception):
            raise found
        return found

    async def _exchange(self, question: bytes) -> Any:
        async with self._lock:
            process = await self._started()
            assert process.stdin is not None and process.stdout is not None
            try:
                process.stdin.write(LENGTH.pack(len(question)) + question)
                await process.stdin.drain()
                (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
                return pickle.loads(await process.stdout.readexactly(length))
            except (OSError, EOFError) as error:
                code = await process.wait()
                why = f"was ended by signal {-code}; is there enough memory?" if code < 0 else f"ended with {code}"
                raise RuntimeError(f"mypy {why}") from error

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            safe = ["-P"] if sys.flags.safe_path else []
            command = [sys.executable, *safe, "-c", _START.format(_MODULE), *sys.path]
            self._process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        return self._process
