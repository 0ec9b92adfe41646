# Written by `python -m tools.stubs`. Do not edit.
"""typeguard's checkers for what it does not know: named arrays, and within a checked call also unions and dataclasses.

Nothing depends on values, so traced arrays are checked as well as real ones.
"""

from collections.abc import Callable
from typing import Any

from haliax.pure.layers import LayerAxes
from haliax.pure.spec import NamedArrayAxes

def check_named(value: Any, origin_type: Any, args: Any, memo: Any, *, spec: NamedArrayAxes) -> None:
    """Check one array against its annotation, and against what other arrays of the call have said.

    Args:
        value: What should be a named array.
        origin_type: The class that it should have.
        args: Not used.
        memo: Not used.
        spec: The axes and dtype that it should have.

    Raises:
        Mismatch: If it does not.
    """

def check_layer(value: Any, origin_type: Any, args: Any, memo: Any, *, spec: LayerAxes) -> None:
    """Check a layer against its annotation, such as `Linear["embed -> mlp"]`, and its fields against their own.

    Args:
        value: What should be a layer.
        origin_type: The class that it should have.
        args: Passed on.
        memo: Passed on.
        spec: The axes that it should have.

    Raises:
        Mismatch: If it does not.
    """

def checker_in_call(origin_type: Any) -> Callable[..., None] | None:
    """The checker of a type within a checked call; None for typeguard's own."""
