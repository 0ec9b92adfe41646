# Written by `python -m tools.stubs`. Do not edit.
"""What `NamedArray["batch embed"]` is: `typing.Annotated` of a class that knows which arrays have these axes.

`isinstance` of that class looks at axes and dtype. So every checker of types that calls `isinstance`, as beartype does,
or jaxtyping's `jaxtyped` with one, checks the same as ours does. The axes stand beside the class, too, for those who
read annotations.
"""

from typing import Any

from haliax.pure.spec import NamedArrayAxes

def annotation(array: type, spec: NamedArrayAxes) -> Any:
    """The annotation of an array of a class with these axes, and this dtype.

    Args:
        array: The class.
        spec: What is asked of the array. Lists of a layer say something only in that layer.
    """
