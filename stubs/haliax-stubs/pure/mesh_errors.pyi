# Written by `python -m tools.stubs`. Do not edit.
"""The mistakes that can be made in spreading arrays over the devices of a mesh: each worded once."""

from collections.abc import Sequence

from haliax.errors import AxisError

def no_mesh_axis(name: str, given: str, there: Sequence[str]) -> AxisError:
    """The mapping sends an axis to an axis that the mesh lacks."""

def no_entry(name: object, given: object) -> TypeError:
    """A mapping has something else than names in it."""

def one_mesh_axis(first: str, second: str, axes: object, used: str) -> AxisError:
    """Two axes of one array would be spread over one axis of the mesh, or one axis twice."""

def no_equal_parts(
    name: str,
    size: int,
    axes: object,
    over: Sequence[str],
    parts: int,
    *,
    implied: bool,
) -> AxisError:
    """An axis cannot be cut into equal parts. `implied`: the result of a compiled function, of which nobody said it."""

def misspelt(given: str, there: str) -> AxisError:
    """An axis of the mapping is spelt nearly as an axis of an array that the mapping lacks."""

def no_devices() -> AxisError:
    """An array should be moved to a mesh of which only the shape is known."""

def no_mesh() -> AxisError:
    """There is no mesh to speak of."""

def old_context(op: str) -> str:
    """A mesh is in force in the way of old, by which named arrays are not spread: a warning."""

def other_values(array: object) -> AxisError:
    """Processes hold other values of what each takes for the whole of one array."""

def other_part(name: str, size: int, own: int, given: int) -> AxisError:
    """A process gives too many or too few elements of an axis."""
