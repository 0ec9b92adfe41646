"""A language server: editors show the axes of arrays and mypy's errors while one types.

    haliax-mypy lsp

An editor starts it, and talks to it over standard input and output. It shows

- at the end of each line the axes of what the line makes, as `haliax-mypy axes` does (inlay hints);
- what mypy reports, with the plugin, of the documents that are open, as they are in the editor (diagnostics);
- the axes of the expression under the pointer, and of the operands where there is an error (hover).

mypy is asked in the folder of the workspace, with the configuration that it finds there. The server must run with the
Python that has the libraries of the program. The page "In an editor" of the documentation says how to set up VS Code,
Neovim, PyCharm, Helix and Emacs.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys

from haliax_mypy.commands.lsp.features import add_features
from haliax_mypy.commands.lsp.server import Server


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command."""
    parser.add_argument("--config-file", metavar="INI", help="the configuration of mypy, if not the one it finds")
    parser.add_argument("--no-diagnostics", action="store_true", help="show no errors: another server runs mypy")
    parser.add_argument("--stdio", action="store_true", help="talk over standard input and output, as it does anyway")


def run(arguments: argparse.Namespace) -> int:
    """Serves until the client ends it."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    config = os.path.abspath(arguments.config_file) if arguments.config_file else None
    server = Server(config, diagnostics=not arguments.no_diagnostics)
    add_features(server)
    # What mypy or a plugin prints would be taken for messages of the protocol.
    messages = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server.start_io(sys.stdin.buffer, messages)
    return 0 if server.is_shut_down else 1
