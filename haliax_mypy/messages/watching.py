"""Sees every message of mypy before it is kept, and puts it into our words.

The messages are those of a build, and a hook is the first chance to reach them. Afterwards they are looked for at each
hook, since the daemon takes away who watches them between two runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from mypy.errors import ErrorInfo, Errors

from haliax_mypy import compat
from haliax_mypy.messages.doubts import is_doubtful
from haliax_mypy.messages.overrides import follows, renamed
from haliax_mypy.messages.place import Place
from haliax_mypy.messages.sentences import reworded
from haliax_mypy.safe import DEBUG


def reword(file: str, info: ErrorInfo) -> bool:
    """Puts a message into our words. True if it is to be dropped, since it may be wrong or says nothing."""
    try:
        place = Place(info)
        if follows(info) or renamed(info, place):
            return not info.message or follows(info)
        if info.severity == "error" and is_doubtful(info.message, place):
            return True
        info.message = reworded(info.message, place)
    except Exception:
        if os.environ.get(DEBUG):
            raise
    return not info.message


watch: Final[Callable[[Errors | None], Any]] = partial(compat.watch, on_message=reword)
"""Watches the messages of a build, and says what checks a module at this moment, if one is checked."""
