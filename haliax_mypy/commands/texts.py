"""Files as mypy is to see them: those on disk, and in the place of some the texts that an editor has open."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from mypy.fscache import FileSystemCache
from mypy.util import DecodeError, decode_python_encoding, hash_digest

from haliax_mypy.commands.refusal import Refusal

_BOM = b"\xef\xbb\xbf"


class Texts(FileSystemCache):
    """The files of one run of mypy.

    A text that is also on disk is read from there by mypy's parser, which is fast. It wants whole files, in ASCII if it
    is to count columns right: all other texts are handed to it.
    """

    def __init__(self, texts: Mapping[str, str], *, exact: bool = False) -> None:
        """Makes them.

        Args:
            texts: The texts by the absolute paths of their files.
            exact: Whether a file that changes twice in a second, and is as long as before, is read again. mypy's cache
                has whole seconds, so the cache must be one that only such runs use.
        """
        self._texts, self._exact = texts, exact
        self._data = {
            path: _encoded(text) for path, text in texts.items() if not (text.isascii() and _is_on_disk(path, text))
        }
        # mypy asks for thousands of files by paths of any form: few have a name that is looked at further.
        self._names = tuple({os.path.basename(path) for path in self._data})
        self._new: dict[str, list[str]] = {}
        for path in self._data:
            if not os.path.exists(path):
                self._new.setdefault(os.path.dirname(path), []).append(os.path.basename(path))
        super().__init__()

    def text(self, path: str) -> str:
        """What is in a file.

        Raises:
            Refusal: If it is only on disk, and cannot be read.
        """
        found = self._texts.get(os.path.abspath(path))
        return read(path) if found is None else found

    def has(self, path: str) -> bool:
        """Whether a file is one of the texts."""
        return os.path.abspath(path) in self._texts

    def _of(self, path: str) -> bytes | None:
        """The text that is in the place of a file."""
        return self._data.get(os.path.abspath(path)) if path.endswith(self._names) else None

    def stat_or_none(self, path: str) -> os.stat_result | None:
        """What is known of a file. Of a text, a time that no file has, so that mypy compares what is in it."""
        found = super().stat_or_none(path)
        data = self._of(path)
        if data is None:
            return _finer(found) if self._exact and found is not None and _is_of_the_user(path) else found
        whole = os.path.abspath(path)
        values = list(found or super().stat_or_none(os.path.dirname(whole)) or [0] * 10)[:10]
        if found is None:
            values[stat.ST_MODE] = stat.S_IFREG | 0o444
            values[stat.ST_INO] = hash(whole) & 0x7FFF_FFFF
        values[stat.ST_SIZE] = len(data)
        values[stat.ST_MTIME] = int(hash_digest(data)[:7], 16)
        return os.stat_result(values)

    def exists(self, path: str, real_only: bool = False) -> bool:
        """Whether there is a file. mypy's parser reads those by itself that are real."""
        if self._of(path) is not None:
            return not real_only
        return super().exists(path, real_only)

    def listdir(self, path: str) -> list[str]:
        """The files of a folder."""
        found = super().listdir(path)
        return [*found, *self._new.get(os.path.abspath(path), ())] if self._new else found

    def read(self, path: str) -> bytes:
        """What is in a file."""
        data = self._of(path)
        if data is None:
            return super().read(path)
        self.hash_cache[path] = hash_digest(data)
        return data


def _finer(found: os.stat_result) -> os.stat_result:
    """What is known of a file, with the time in parts of a second where mypy takes the seconds."""
    values = list(found)[:10]
    values[stat.ST_MTIME] = found.st_mtime_ns // 1000
    return os.stat_result(values)


def _is_of_the_user(path: str) -> bool:
    return path.endswith((".py", ".pyi")) and "site-packages" not in path and "typeshed" not in path


def _encoded(text: str) -> bytes:
    """A text as a file. The mark in front says that it is in UTF-8, whatever its first lines say."""
    return _BOM + text.encode(errors="replace")


def _is_on_disk(path: str, text: str) -> bool:
    try:
        return Path(path).read_bytes() == text.encode()
    except (OSError, ValueError):
        return False


def read(path: str) -> str:
    """What is in a file, in the encoding that it says.

    Raises:
        Refusal: If it cannot be read.
    """
    try:
        return decode_python_encoding(Path(path).read_bytes())
    except OSError as error:
        raise Refusal(f"cannot read {path}: {error.strerror}") from error
    except (UnicodeDecodeError, DecodeError, LookupError) as error:
        raise Refusal(f"cannot read {path}: {error}") from error
