"""A client of the language server, over its standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

PATIENCE: Final = 120.0
"""How many seconds an answer may take: mypy may read all libraries first, on a machine that is busy."""

CAPABILITIES: Final = {
    "window": {"workDoneProgress": True},
    "workspace": {
        "inlayHint": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "workspaceFolders": True,
    },
    "textDocument": {"publishDiagnostics": {"relatedInformation": True, "versionSupport": True}},
}

Message = dict[str, Any]


class Client:
    """A client that has opened a folder."""

    def __init__(self, root: Path, *arguments: str, **environment: str) -> None:
        command = [sys.executable, "-m", "haliax_mypy", "lsp", *arguments]
        self.root = root
        self.process = subprocess.Popen(
            command, cwd=root.parent, env=environment or None, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.told: list[Message] = []
        self._arrived: SimpleQueue[Message | None] = SimpleQueue()
        self._number = 0
        self._versions: dict[str, int] = {}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def start(self) -> Any:
        """Does what comes before all else; gives what the server says that it can do."""
        folder = {"uri": self.root.as_uri(), "name": self.root.name}
        answer = self.ask("initialize", processId=None, workspaceFolders=[folder], capabilities=CAPABILITIES)
        self.notify("initialized")
        return answer["capabilities"]

    def uri(self, name: str) -> str:
        """A file of the folder, or another one by its path."""
        return (self.root / name).as_uri()

    def open(self, name: str, text: str) -> None:
        """Opens a document."""
        self._versions[name] = 1
        document = {"uri": self.uri(name), "languageId": "python", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=document)

    def change(self, name: str, text: str) -> None:
        """Writes another text into an open document."""
        self._versions[name] += 1
        document = {"uri": self.uri(name), "version": self._versions[name]}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def save(self, name: str) -> None:
        """Says that a document is on disk as it is."""
        self.notify("textDocument/didSave", textDocument={"uri": self.uri(name)})

    def close(self, name: str) -> None:
        """Closes a document."""
        self.notify("textDocument/didClose", textDocument={"uri": self.uri(name)})

    def hints(self, name: str, first: int = 0, last: int = 1000) -> dict[int, str]:
        """The inlay hints of some lines, which count from 1 here."""
        found = self.ask("textDocument/inlayHint", **self._document(name), range=_range(first, last))
        return {one["position"]["line"] + 1: one["label"] for one in found or []}

    def hover(self, name: str, line: int, character: int) -> str:
        """What is said of a place; lines count from 1 here."""
        found = self.ask("textDocument/hover", **self._document(name), position=_position(line - 1, character))
        return found["contents"]["value"] if found else ""

    def diagnostics(self, name: str) -> list[Message]:
        """The diagnostics of the newest text of a document, when they come."""
        uri, version = self.uri(name), self._versions.get(name)

        def is_it(message: Message) -> bool:
            found = message.get("params")
            is_about = message.get("method") == "textDocument/publishDiagnostics" and found["uri"] == uri
            return bool(is_about and found.get("version") in (version, None))

        return self.wait(is_it)["params"]["diagnostics"]  # type: ignore[no-any-return]  # as JSON has no types

    def ask(self, method: str, **params: Any) -> Any:
        """The answer to a request."""
        answer = self.answer(self.request(method, **params))
        assert "error" not in answer, answer
        return answer["result"]

    def request(self, method: str, **params: Any) -> int:
        """Sends a request; gives its number."""
        self._number += 1
        self.send(id=self._number, method=method, params=params)
        return self._number

    def answer(self, number: int) -> Message:
        """The answer to the request with a number."""
        return self.wait(lambda message: message.get("id") == number and "method" not in message)

    def notify(self, method: str, **params: Any) -> None:
        """Sends a notification."""
        self.send(method=method, params=params)

    def send(self, **message: Any) -> None:
        """Sends anything."""
        self.send_data(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def send_data(self, data: bytes) -> None:
        """Sends what may be no message at all."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def wait(self, is_it: Callable[[Message], bool]) -> Message:
        """The first message of a kind among those that come from now on. Requests of the server are answered."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                message = self._arrived.get(timeout=max(end - time.monotonic(), 0.01))
            except Empty:
                raise AssertionError(f"it does not come; the last that came: {self.told[-3:]}") from None
            assert message is not None, "the server has ended"
            self.told.append(message)
            if "method" in message and "id" in message:
                self.send(id=message["id"], result=None)
            if is_it(message):
                return message

    def end(self) -> int:
        """Ends the server as it should be; gives its exit code."""
        self.ask("shutdown")
        self.notify("exit")
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        return code

    def _document(self, name: str) -> Message:
        return {"textDocument": {"uri": self.uri(name)}}

    def _read(self) -> None:
        stdout = self.process.stdout
        assert stdout is not None
        while True:
            length = 0
            while (line := stdout.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.partition(b":")[2])
            data = stdout.read(length)
            if not data:
                self._arrived.put(None)
                return
            self._arrived.put(json.loads(data))


def _position(line: int, character: int) -> Message:
    return {"line": line, "character": character}


def _range(first: int, last: int) -> Message:
    return {"start": _position(first, 0), "end": _position(last, 0)}
