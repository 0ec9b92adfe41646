# Written by `python -m tools.stubs`. Do not edit.
"""State dicts that know what of them was read."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

class Recording(dict[str, Any]):
    """A state dict that notes which keys are read, also by methods of modules.

    Of what goes through all of it, such as a copy, is not known what it reads. That counts as reading what belongs to
    the module whose method does so.
    """

    def __init__(self, state_dict: dict[str, Any]) -> None: ...

    @classmethod
    def of(cls, state_dict: dict[str, Any]) -> Recording:
        """The state dict itself, if it notes already what is read."""

    @contextmanager
    def below(self, prefix: str | None) -> Generator[None, None, None]:
        """Within a `with` block, a method of the module with this prefix reads."""

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

    def copy(self) -> dict[str, Any]:
        """See `dict.copy`."""
