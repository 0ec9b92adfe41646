"""State dicts that know what of them was read."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from haliax.state_dict import errors
from haliax.state_dict.errors import StateDictError


class Recording(dict[str, Any]):
    """A state dict that notes which keys are read, also by methods of modules.

    A copy of it and `state_dict | more` note it together with it. To go through its items counts as reading those of
    the module whose method does so; `dict(state_dict)` reads all that there is.
    """

    def __init__(self, state_dict: dict[str, Any], read: set[str] | None = None, below: str = "") -> None:
        super().__init__(state_dict)
        self._read = set() if read is None else read
        self._below = below

    @classmethod
    def of(cls, state_dict: dict[str, Any]) -> Recording:
        """The state dict itself, if it notes already what is read."""
        return state_dict if isinstance(state_dict, cls) else cls(state_dict)

    @contextmanager
    def below(self, prefix: str | None) -> Generator[None, None, None]:
        """Within a `with` block, a method of the module with this prefix reads."""
        before, self._below = self._below, "" if prefix is None else f"{prefix}."
        try:
            yield
        finally:
            self._below = before

    def pass_over(self, prefix: str | None) -> None:
        """Count all keys with this prefix as read."""
        self._read.update(self.unread(prefix))

    @property
    def untouched(self) -> bool:
        """Whether nothing was read."""
        return not self._read

    def unread(self, prefix: str | None = None) -> list[str]:
        """The keys with this prefix that were not read."""
        start = "" if prefix is None else f"{prefix}."
        return [key for key in dict.keys(self) if key.startswith(start) and key not in self._read]

    def __missing__(self, key: str) -> Any:
        raise StateDictError("from_state_dict", [errors.unknown(key)])

    def __getitem__(self, key: str) -> Any:
        self._read.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        """See `dict.get`."""
        return self[key] if key in self else default

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return super().__iter__()

    def pop(self, key: str, *default: Any) -> Any:
        """See `dict.pop`."""
        self._read.add(key)
        return super().pop(key, *default)

    def items(self) -> Any:
        """See `dict.items`."""
        self._read_all()
        return super().items()

    def values(self) -> Any:
        """See `dict.values`."""
        self._read_all()
        return super().values()

    def copy(self) -> Recording:
        """See `dict.copy`."""
        both = Recording({}, self._read, self._below)
        both.update((key, dict.__getitem__(self, key)) for key in self.keys())
        return both

    def __or__(self, more: Any) -> Any:
        both = self.copy()
        both.update(more)
        return both

    def _read_all(self) -> None:
        self._read.update(key for key in dict.keys(self) if key.startswith(self._below))
