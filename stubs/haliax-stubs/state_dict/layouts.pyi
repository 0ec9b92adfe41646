# Written by `python -m tools.stubs`. Do not edit.
"""Arrays as torch stores them: which axes make up a dimension, and in which order the dimensions come."""

from typing import Any

from typing_extensions import TypeVar

from haliax.core import NamedArray
from haliax.state_dict.errors import Groups

T = TypeVar("T")

def exported(array: NamedArray, dims: Groups) -> Any:
    """The values, with a dimension for each tuple of axes."""

def imported(values: Any, like: NamedArray, dims: Groups) -> Any:
    """The values of an array with axes like these, of what has a dimension for each tuple: the inverse of `exported`.

    Of a numpy array this is a view.
    """

def flatten_modules_for_export(t: T) -> T:
    """The tree with its modules as torch has them: several axes that make up one dimension there are one axis.

    Raises:
        AxisError: If an array lacks an axis of its layout.
    """

def unflatten_modules_from_export(t: T, template: T) -> T:
    """The inverse of `flatten_modules_for_export`.

    Args:
        t: The tree as it gives it.
        template: A tree with the axes that are wanted; of its arrays only axes and dtypes matter.
    """

def flattened(module: T) -> T:
    """A module with its own arrays as its layout has them, and the axes in its fields as these arrays have them."""

def unflattened(module: T, template: T) -> T:
    """The inverse of `flattened`."""

def export_shape(module: T) -> T:
    """A module as its own `flatten_for_export` makes it, with shapes in the place of arrays."""
