"""Full names that the plugin knows."""

from __future__ import annotations

from typing import Final

CORE: Final = "haliax.core"
NAMED_ARRAY: Final = "haliax.core.NamedArray"
NUMPY_ARRAY: Final = "numpy.ndarray"
OF_ARRAY: Final = " of NamedArray"
AXIS: Final = "haliax.axis.Axis"
WITH: Final = "haliax.core._With"
AXIS_NAME: Final = "haliax.core._AxisName"

ANNOTATED: Final = frozenset({"typing.Annotated", "typing_extensions.Annotated"})

NUMBERS: Final = frozenset(
    {"builtins.int", "builtins.float", "builtins.complex", "builtins.bool", "numpy.ndarray", "numpy.generic"}
)
"""Classes whose values take part in operations as if they had no axes, and so do their subclasses."""

SELECTIONS: Final = frozenset({AXIS, "builtins.str", "builtins.tuple", "builtins.list", "builtins.dict"})
"""Classes that select axes."""

PACKAGE: Final = "haliax."
BUILTINS: Final = "builtins."

ADDING: Final = frozenset(
    {
        "builtins.list.append",
        "builtins.list.insert",
        "builtins.list.extend",
        "builtins.dict.__setitem__",
        "builtins.dict.setdefault",
        "builtins.dict.update",
        "collections.deque.append",
        "collections.defaultdict.__setitem__",
    }
)
"""Methods that add members to a container."""

READING: Final = frozenset("__getitem__ __iter__ __next__ get items pop popitem popleft values".split())
"""Methods that give members of a container, of whatever class."""

READERS: Final = frozenset(
    {
        *(f"builtins.{name}" for name in "dict list max min next reversed sorted sum tuple".split()),
        *("<list>", "<set>", "<dict>", "<list-comprehension>", "<dictionary-comprehension>", "<generator>"),
        *("collections.deque", "copy.copy", "copy.deepcopy", "functools.reduce", "random.choice"),
    }
)
"""Functions that do, and the names under which mypy makes containers."""
