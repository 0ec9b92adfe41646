"""The requests and notifications of the protocol that the server knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from haliax_mypy.commands.lsp.diagnosing import span_of
from haliax_mypy.commands.lsp.hovering import at, has, is_about, said, value_of
from haliax_mypy.commands.lsp.inlays import inlays
from haliax_mypy.commands.lsp.moving import Moved
from haliax_mypy.commands.lsp.server import Server
from haliax_mypy.survey.files import File

WATCHED: Final = "**/{*.py,*.pyi,mypy.ini,.mypy.ini,setup.cfg,pyproject.toml}"
"""Files that decide what mypy says."""


def add_features(server: Server) -> None:
    """Lets a server know them."""
    _documents(server)
    _workspace(server)
    server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)(inlay_hints)
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(hovered)


def _documents(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        server.opened(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        server.opened(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
        server.session.stale()  # other files on disk may have changed too, of which not every client tells

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        server.session.drop(params.text_document.uri)


def _workspace(server: Server) -> None:
    @server.feature(lsp.INITIALIZED)
    async def initialized(server: Server, params: lsp.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watches = workspace.did_change_watched_files if workspace is not None else None
        if watches is not None and watches.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(WATCHED)])
            watching = lsp.Registration("watched", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await server.client_register_capability_async(lsp.RegistrationParams([watching]))

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched(server: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
        open_paths = {one.path for one in server.session.documents.values()}
        if any(to_fs_path(change.uri) not in open_paths for change in params.changes):
            server.session.stale()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(server: Server, params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        server.folders_changed()

    @server.feature(lsp.SHUTDOWN)
    def shut_down(server: Server, params: None) -> None:
        server.ended()


async def inlay_hints(server: Server, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    """The axes of what the lines of a part of a document make."""
    found = await server.session.checked(params.text_document.uri)
    file = found[1].files.get(found[0].path) if found is not None else None
    if found is None or file is None:
        return []
    text, start, end = found[0].text, params.range.start, params.range.end
    shown = inlays(file, Moved(file.source, text), server.positions(text), start.line + 1, end.line + 1)
    return [hint for hint in shown if start <= hint.position <= end]


async def hovered(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    """What there is to say of a place in a document."""
    found = await server.session.checked(params.text_document.uri)
    if found is None:
        return None
    document, checked = found
    positions = server.positions(document.text)
    line, column = positions.place(params.position)
    is_new = checked.texts.get(document.path) == document.text
    reports = checked.reports.get(document.path, ()) if is_new else ()
    file = checked.files.get(document.path, File(document.path, document.text, (), (), (), ()))
    # Of a text that mypy has not come to, what it knew of the line before.
    old = Moved(file.source, document.text).old.get(line, 0)
    one = at(file, old, column)
    errors = [
        error
        for error in reports
        if error.is_error and (has(span_of(error), line, column) or (one is not None and is_about(error, one, file)))
    ]
    causes = []
    if one is not None and not errors:
        causes = await server.session.causes(document, value_of(one, file).span)
    text = said(one, file, errors, causes)
    if not text:
        return None
    span = one.span if one is not None else span_of(errors[0])
    if one is not None:
        span = replace(span, line=span.line + line - old, end_line=span.end_line + line - old)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), positions.range(span))
