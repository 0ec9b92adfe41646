"""The mistakes that can be made where each device has its own parts of arrays: each worded once."""

from __future__ import annotations

from collections.abc import Sequence

from haliax.pure.errors import AxisError


def no_mapping(name: str) -> AxisError:
    """A collective goes by a mapping, and there is none."""
    return AxisError(
        f"no mapping is in force, which would say how axis '{name}' lies on the mesh; give one to shard_map, or put "
        "one in force with axis_mapping",
        "missing",
    )


def unlike(result: str, axes: Sequence[str], over: Sequence[str]) -> AxisError:
    """What a function returns differs between devices, and has no axis of which they would have the parts."""
    if not axes:
        return AxisError(
            f"{result} may differ along {_mesh(over)}, over which the mapping spreads no axis; make it the same on all "
            "devices, or say by out_specs how it lies",
            "missing",
        )
    named = " or ".join(f"'{axis}'" for axis in axes)
    return AxisError(
        f"{result} may differ between the parts of axis {named} ({_mesh(over)}), and has no such axis; make it the "
        f"same for all, as psum(x, '{axes[0]}') or pmean does, or return it with the axis",
        "missing",
    )


def _mesh(axes: Sequence[str]) -> str:
    return f"mesh {'axis' if len(axes) == 1 else 'axes'} {', '.join(repr(axis) for axis in axes)}"
