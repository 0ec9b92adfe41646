# Written by `python -m tools.stubs`. Do not edit.
"""The mistakes that can be made with windows, as convolutions and pooling move them along axes: each worded once."""

from haliax.errors import AxisError

def too_large(name: str, size: int, padding: tuple[int, int], span: int) -> AxisError:
    """A window that is longer than its axis with all padding."""

def nothing_left(name: str, size: int, out: int) -> AxisError:
    """A transposed convolution whose padding takes all away."""

def only_padding(name: str, size: int, padding: tuple[int, int], span: int) -> AxisError:
    """A window that lies wholly in the padding."""

def wrong_numbers(what: str, count: int, axes: object) -> AxisError:
    """Another number of numbers than there are axes."""

def too_small(what: str, number: int, least: int) -> AxisError:
    """A number that is below what it can be."""

def too_much_more(name: str, more: int, stride: int, dilation: int) -> AxisError:
    """Output padding that no input reaches."""

def no_groups(name: str, size: int, groups: int) -> AxisError:
    """Channels that cannot be dealt out to groups."""

def no_spatial_axes() -> AxisError:
    """A convolution along no axis."""

def no_rows(axes: object, summed: str) -> AxisError:
    """Another number of axes than one for the rows that are dealt out to groups."""
