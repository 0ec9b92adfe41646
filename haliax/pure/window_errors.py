"""The mistakes that can be made with windows, as convolutions and pooling move them along axes: each worded once."""

from __future__ import annotations

from haliax.pure.errors import AxisError


def too_large(name: str, size: int, padding: tuple[int, int], span: int) -> AxisError:
    """A window that is longer than its axis with all padding."""
    before, after = padding
    padded = f" and {before} + {after} of padding" if before or after else ""
    return AxisError(
        f"axis '{name}' has {size} elements{padded}, fewer than the {span} of a window; "
        "use a smaller window, or more padding",
        "size",
    )


def nothing_left(name: str, size: int, out: int) -> AxisError:
    """A transposed convolution whose padding takes all away."""
    return AxisError(
        f"axis '{name}' has {size} elements, which give {out} after the padding is taken off; use less padding", "size"
    )


def only_padding(name: str, size: int, padding: tuple[int, int], span: int) -> AxisError:
    """A window that lies wholly in the padding."""
    before, after = padding
    return AxisError(
        f"axis '{name}' has {size} elements and {before} + {after} of padding: a window of {span} lies in the "
        "padding alone; use less padding than a window is long",
        "size",
    )


def wrong_numbers(what: str, count: int, axes: object) -> AxisError:
    """Another number of numbers than there are axes."""
    return AxisError(
        f"{what} has {count} entries for the axes {axes}; give one for each, or one number for all", "size"
    )


def too_small(what: str, number: int, least: int) -> AxisError:
    """A number that is below what it can be."""
    return AxisError(f"{what} is {number}; it must be {least} or more", "size")


def too_much_more(name: str, more: int, stride: int, dilation: int) -> AxisError:
    """Output padding that no input reaches."""
    return AxisError(
        f"the output padding of axis '{name}' is {more}, but the stride {stride} and the dilation {dilation}; "
        "it must be less than one of them",
        "size",
    )


def no_groups(name: str, size: int, groups: int) -> AxisError:
    """Channels that cannot be dealt out to groups."""
    way_out = "use as many as divide it"
    return AxisError(f"axis '{name}' of size {size} cannot be dealt out to {groups} groups; {way_out}", "size")


def no_spatial_axes() -> AxisError:
    """A convolution along no axis."""
    return AxisError("needs at least one axis to move along, got none; use Linear for none", "missing")


def no_rows(axes: object, summed: str) -> AxisError:
    """Another number of axes than one for the rows that are dealt out to groups."""
    return AxisError(f"expected one axis of rows beside '{summed}', got {axes}; flatten them into one", "size")
