"""The mistakes that can be made in spreading arrays over the devices of a mesh: each worded once."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from haliax.pure.errors import AxisError


def no_mesh_axis(name: str, given: str, there: Sequence[str]) -> AxisError:
    """The mapping sends an axis to an axis that the mesh lacks."""
    close = get_close_matches(given, there, n=1, cutoff=0.6)
    hint = f"; did you mean '{close[0]}'?" if close else ""
    known = ", ".join(f"'{axis}'" for axis in there)
    return AxisError(f"axis '{name}' is mapped to '{given}', but the mesh has only {known}{hint}", "missing")


def no_entry(name: object, given: object) -> TypeError:
    """A mapping has something else than names in it."""
    if not isinstance(name, str):
        own = getattr(name, "name", None)
        hint = f"; write '{own}'" if isinstance(own, str) else ""
        return TypeError(f"a mapping goes from names of axes to axes of the mesh, but has {name!r}{hint}")
    return TypeError(f"axis '{name}' is mapped to {given!r}; expected an axis of the mesh, a tuple of those, or None")


def one_mesh_axis(first: str, second: str, axes: object, used: str) -> AxisError:
    """Two axes of one array would be spread over one axis of the mesh, or one axis twice."""
    if first == second:
        return AxisError(f"axis '{first}' is mapped to mesh axis '{used}' twice; name it once", "duplicate")
    return AxisError(
        f"axes '{first}' and '{second}' of {axes} are both mapped to mesh axis '{used}'; map one of them to another, "
        "or to None",
        "duplicate",
    )


def no_equal_parts(name: str, size: int, axes: object, over: Sequence[str], parts: int, *, implied: bool) -> AxisError:
    """An axis cannot be cut into equal parts. `implied`: the result of a compiled function, of which nobody said it."""
    more = ", or give out_axis_resources" if implied else ""
    where = f"mesh {'axis' if len(over) == 1 else 'axes'} {', '.join(repr(axis) for axis in over)}"
    return AxisError(
        f"axis '{name}' of {axes} cannot be cut into {parts} equal parts over {where}; make its size "
        f"{-(-size // parts) * parts}, as round_axis_for_partitioning does, or map it to None{more}",
        "size",
    )


def misspelt(given: str, there: str) -> AxisError:
    """An axis of the mapping is spelt nearly as an axis of an array that the mapping lacks."""
    return AxisError(
        f"the mapping has '{given}', an axis of no array, and lacks '{there}'; did you mean '{there}'? If not, map "
        f"'{there}' to None",
        "missing",
    )


def no_devices() -> AxisError:
    """An array should be moved to a mesh of which only the shape is known."""
    return AxisError(
        "an abstract mesh says no devices to put an array on; pass a mesh of devices, or set one with jax.set_mesh",
        "missing",
    )


def no_mesh() -> AxisError:
    """There is no mesh to speak of."""
    return AxisError("no mesh is in force; pass one, or set one with jax.set_mesh", "missing")


def old_context(op: str) -> str:
    """A mesh is in force in the way of old, by which named arrays are not spread: a warning."""
    return f"{op}: `with mesh:` puts no mesh in force for named arrays, so nothing is spread; use `jax.set_mesh(mesh)`"


def other_values(array: object) -> AxisError:
    """Processes hold other values of what each takes for the whole of one array."""
    return AxisError(
        f"the processes hold different values of the {array}, and each gives them as the whole; if each has a part, "
        "use make_array_from_process_local_data",
        "size",
    )


def other_part(name: str, size: int, own: int, given: int) -> AxisError:
    """A process gives too many or too few elements of an axis."""
    return AxisError(
        f"axis '{name}' is given {given} elements; of {size}, this process has {own} on its devices: give these, or "
        "all, if it has all",
        "size",
    )
