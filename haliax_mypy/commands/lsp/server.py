"""The language server: what the protocol asks, from what the session knows."""

from __future__ import annotations

import logging
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from haliax_mypy.commands.check.reports import text_of
from haliax_mypy.commands.lsp.diagnosing import diagnostic, failure
from haliax_mypy.commands.lsp.folder import Checked
from haliax_mypy.commands.lsp.positions import Positions
from haliax_mypy.commands.lsp.session import Document, Session

NAME: Final = "haliax-mypy"

logger = logging.getLogger(__name__)


class Server(LanguageServer):
    """Answers a client. Its documents come whole, since not every client counts lines as Python does."""

    def __init__(self, config: str | None, *, diagnostics: bool) -> None:
        super().__init__(NAME, version("haliax"), lsp.TextDocumentSyncKind.Full)
        self.is_shut_down = False
        self._config, self._diagnoses = config, diagnostics
        self._session: Session | None = None
        self._published: dict[str, set[str]] = {}
        self._progress: dict[str, str] = {}
        self._has_checked: set[str] = set()
        self._doubts: dict[str, set[str]] = {}

    @property
    def session(self) -> Session:
        """What is open. It is made when the first document is, since it lives in the loop of the server."""
        if self._session is None:
            self._session = Session(self._config, self._started, self._ended)
            self.folders_changed()
        return self._session

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tells the log; a message in the editor at each failure would be in the way."""
        logger.error("%s", error, exc_info=error)

    def positions(self, text: str) -> Positions:
        """The places of a text, as the client counts them."""
        return Positions(text, self.workspace.position_codec)

    def folders_changed(self) -> None:
        """Takes the folders of the workspace."""
        roots = [to_fs_path(folder.uri) for folder in self.workspace.folders.values()]
        roots = roots or [self.workspace.root_path]
        self.session.within(root for root in roots if root)

    def opened(self, uri: str) -> None:
        """Takes the text of a document, if it is that of a file."""
        document, path = self.workspace.get_text_document(uri), to_fs_path(uri)
        if uri.startswith("file:") and path and path.endswith((".py", ".pyi")):
            self.session.put(Document(uri, path, document.source, document.version))

    def ended(self) -> None:
        """Lets nothing more be checked."""
        self.is_shut_down = True
        if self._session is not None:
            self._session.end()

    def _started(self, root: str) -> None:
        """Shows that mypy is at work, the first time, when it reads all libraries."""
        window = self.client_capabilities.window
        if root in self._has_checked or window is None or not window.work_done_progress:
            return
        token = self._progress[root] = f"{NAME} {root}"

        def created(_: object) -> None:
            if root in self._progress:
                self.work_done_progress.begin(token, lsp.WorkDoneProgressBegin("mypy reads the program"))

        self.work_done_progress.create(token, created)

    def _ended(self, root: str, before: Checked, now: Checked) -> None:
        self._has_checked.add(root)
        token = self._progress.pop(root, None)
        if token in self.work_done_progress.tokens:
            self.work_done_progress.end(token, lsp.WorkDoneProgressEnd())
        if now.texts:
            self._doubt(root, now.doubts)
        if self._diagnoses:
            self._publish(root, now)
        hints = self.client_capabilities.workspace and self.client_capabilities.workspace.inlay_hint
        if hints and hints.refresh_support and _differ(before, now):
            self.workspace_inlay_hint_refresh(None)

    def _doubt(self, root: str, doubts: set[str]) -> None:
        """Shows what mypy says of the configuration: once, and again when it was mended in between."""
        for text in sorted(doubts - self._doubts.get(root, set())):
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, f"{NAME}: {text}"))
        self._doubts[root] = doubts

    def _publish(self, root: str, checked: Checked) -> None:
        documents = {one.path: one for one in self.session.documents.values()}
        paths = {*checked.reports, *checked.failures}
        for path in sorted(paths | self._published.get(root, set())):
            document = documents.get(path)
            uri = document.uri if document is not None else from_fs_path(path)
            if uri is None or (document is not None and document.text != checked.texts.get(path)):
                continue  # which the next check is about
            found = self._diagnostics(path, uri, checked)
            number = document.version if document is not None else None
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, number))
        self._published[root] = paths

    def _diagnostics(self, path: str, uri: str, checked: Checked) -> list[lsp.Diagnostic]:
        text = checked.texts.get(path)
        positions = self.positions(text_of(Path(path)) if text is None else text)
        of_text = self.client_capabilities.text_document
        published = of_text.publish_diagnostics if of_text is not None else None
        related = bool(published and published.related_information)
        found = [diagnostic(one, uri, positions, related=related) for one in checked.reports.get(path, ())]
        if path in checked.failures:
            found.append(failure(checked.failures[path], positions))
        return found


def _differ(before: Checked, now: Checked) -> bool:
    """Whether a text that has not changed has other hints than before."""
    return any(
        path not in before.files or (before.files[path].source == file.source and before.files[path].made != file.made)
        for path, file in now.files.items()
    )
