# Written by `python -m tools.stubs`. Do not edit.
"""State dicts that know what of them was read."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

class Recording(dict[str, Any]):
    """A state dict that notes which keys are read, also by methods of modules.

    A copy of it and `state_dict | more` note it together with it. To go through its items counts as reading those of
    the module whose method does so; `dict(state_dict)` reads all that there is.
    """

    def __init__(self, state_dict: dict[str, Any], read: set[str] | None = None, below: str = "") -> None: ...

    @classmethod
    def of(cls, state_dict: dict[str, Any]) -> Recording:
        """The state dict itself, if it notes already what is read."""

    @contextmanager
    def below(self, prefix: str | None) -> Generator[None, None, None]:
        """Within a `with` block, a method of the module with this prefix reads."""

    def pass_over(self, prefix: str | None) -> None:
        """Count all keys with this prefix as read."""

    @property
    def untouched(self) -> bool:
        """Whether nothing was read."""

    def unread(self, prefix: str | None = None) -> list[str]:
        """The keys with this prefix that were not read."""

    def __missing__(self, key: str) -> Any: ...
    def __getitem__(self, key: str) -> Any: ...

    def get(self, key: str, default: Any = None) -> Any:
        """See `dict.get`."""

    def __iter__(self) -> Iterator[str]: ...

    def pop(self, key: str, *default: Any) -> Any:
        """See `dict.pop`."""

    def items(self) -> Any:
        """See `dict.items`."""

    def values(self) -> Any:
        """See `dict.values`."""

    def copy(self) -> Recording:
        """See `dict.copy`."""

    def __or__(self, more: Any) -> Any: ...
