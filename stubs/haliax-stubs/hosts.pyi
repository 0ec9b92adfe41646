# Written by `python -m tools.stubs`. Do not edit.
"""What the processes of one program tell each other, under the names of haliax 1.x.

A program on many machines runs in many processes. Where there is one process, there is nobody to talk to.
"""

from typing import Any

def assert_equal(in_tree: Any, fail_message: str = "") -> None:
    """All processes must have the same values in a tree.

    Raises:
        AssertionError: If they have not, with this message.
    """

def broadcast_one_to_all(in_tree: Any, is_source: bool | None = None) -> Any:
    """The tree that one process has, in all of them.

    Args:
        in_tree: The tree, of the same structure and shapes in every process.
        is_source: Whether this process gives the values. By default that is the first one.
    """

def sync_global_devices(name: str) -> None:
    """Waits until all processes have come to the place of this name."""

def is_on_mac_metal() -> bool:
    """Whether jax computes on the GPU of a Mac."""
