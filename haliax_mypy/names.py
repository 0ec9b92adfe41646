"""Full names that the plugin knows."""

from __future__ import annotations

from typing import Final

CORE: Final = "haliax.core"
BEGINNING: Final = "builtins.str.strip"
"""What modules are let begin with: see `haliax_mypy.syntax.beginning`."""

LAYERS: Final = "haliax.nn.layer"
NETWORKS: Final = "haliax.nn."
NAMED_ARRAY: Final = "haliax.core.NamedArray"
GRADUAL: Final = "haliax.core._Gradual"
ARRAYS: Final = frozenset({NAMED_ARRAY, GRADUAL})
"""NamedArray, and the class that only the stubs have: an array whose axes are not all known, in order."""

JAX_ARRAY: Final = "jax._src.basearray.Array"
OF_ARRAY: Final = " of NamedArray"
NAMED_REF: Final = "haliax.ref.NamedRef"
AXIS: Final = "haliax.axis.Axis"
WITH: Final = "haliax.core._With"
AXIS_NAME: Final = "haliax.core._AxisName"
HELD: Final = "haliax.core._Hold"
OPERAND: Final = "haliax.core._Operand"
ANYTHING: Final = "haliax.core._Anything"
"""What is beside an array and may be anything."""

ISINSTANCE: Final = "builtins.isinstance"
IS_ARRAY: Final = "haliax.core._is_array"
KEEPS: Final = "haliax.core._Keeps"
MAPPED: Final = "haliax.core._Mapped"
ALONG: Final = "haliax.core._Along"
"""A Module or a NamedTuple whose arrays have other axes than its fields say, as `hax.vmap` gives it."""


COMPILED: Final = ("haliax.partitioning.compiled.WrappedCallable.__call__", "jax._src.pjit.JitWrapped.__call__")
"""Calls of compiled functions."""

KEEPING: Final = frozenset(
    {
        *("jax._src.api.jit", "jax._src.ad_checkpoint.checkpoint", "jax._src.ad_checkpoint.remat"),
        *("equinox._jit.filter_jit", "equinox._ad.filter_checkpoint", "functools.cache", "functools.lru_cache"),
        *("haliax.partitioning.jit.named_jit", "haliax.partitioning.jit.named_pjit"),
        *("haliax.partitioning.jit.fsdp", "haliax.partitioning.auto.auto_axes"),
        *("haliax.partitioning.manual.shard_map", "jax._src.shard_map.shard_map"),
    }
)
"""Functions that give what is called as their argument is."""

ANNOTATED: Final = frozenset({"typing.Annotated", "typing_extensions.Annotated"})
ANNOTATING: Final = frozenset({NAMED_ARRAY, NAMED_REF, AXIS, *ANNOTATED})
"""What an annotation of ours begins with."""

NUMBERS: Final = frozenset(
    {"builtins.int", "builtins.float", "builtins.complex", "builtins.bool", "numpy.ndarray", "numpy.generic"}
)
"""Classes whose values take part in operations as if they had no axes, and so do their subclasses."""

JAX_SCALARS: Final = frozenset(
    f"jax.numpy.{name}"
    for name in "bfloat16 bool_ complex64 complex128 float16 float32 float64 int8 int16 int32 int64 "
    "uint8 uint16 uint32 uint64".split()
)
"""What makes numbers of jax. Before jax 0.12 their types say nothing."""

WITHOUT_NAMES: Final = ("numpy.", JAX_ARRAY)
"""How the names of classes of numbers and of arrays without names begin, whose operators leave ours to us."""

EQUALITIES: Final = frozenset(
    f"builtins.{kind}.{name}" for kind in ("bool", "complex", "float", "int") for name in ("__eq__", "__ne__")
)
"""Operators of Python's numbers that say they take anything. Others are asked of ours, where theirs do not fit."""

SELECTIONS: Final = frozenset({AXIS, "builtins.str", "builtins.tuple", "builtins.list", "builtins.dict"})
"""Classes that select axes."""

FIELDS: Final = ("equinox._module._field.field", "haliax.fields.field")
"""What says more of a field of a Module: equinox names its own to type checkers, and ours does the same."""

HEAD: Final = "haliax.layers"
"""Where mypy keeps what the head of the class of a layer says."""

UPDATERS: Final = frozenset({"haliax.ops.updating.Updater", "haliax.ops.updating.Update"})
"""What `x.at` and `x.at[...]` are, which nobody puts an array into."""

UPDATING: Final = frozenset("set add subtract multiply mul divide power min max".split())
"""Methods of `x.at[...]` that take an update."""

ROOT: Final = "haliax"
PACKAGE: Final = "haliax."
HAXTYPING: Final = "haliax.haxtyping"
BUILTINS: Final = "builtins."

FOREIGN: Final = ("builtins.", "typing.", "typing_extensions.", "types.", "enum.", "numpy.")
"""What full names begin with whose functions and classes neither take nor give arrays, but for those named here."""

WITHOUT_AXES: Final = (*FOREIGN, PACKAGE, "equinox.", "jax.", "jaxlib.", "jaxtyping.", "optax.")
"""What full names begin with whose classes name no axes."""

ADDING: Final = frozenset(
    {
        "builtins.list.append",
        "builtins.list.insert",
        "builtins.list.extend",
        "builtins.list.__setitem__",
        "builtins.list.__iadd__",
        "builtins.dict.__setitem__",
        "builtins.dict.setdefault",
        "builtins.dict.update",
        "collections.deque.append",
        "collections.defaultdict.__setitem__",
    }
)
"""Methods that add members to a container."""

REFUSED: Final = frozenset({"__matmul__", "__rmatmul__"})
"""Operators that arrays have only to refuse them."""

READING: Final = frozenset("__getitem__ __iter__ __next__ get items pop popitem popleft values".split())
"""Methods that give members of a container, of whatever class."""

READERS: Final = frozenset(
    {
        *(
            f"builtins.{name}"
            for name in "dict enumerate filter iter list map max min next reversed sorted sum tuple".split()
        ),
        *("<list>", "<set>", "<dict>", "<list-comprehension>", "<dictionary-comprehension>", "<generator>"),
        *("collections.deque", "copy.copy", "copy.deepcopy", "functools.reduce", "random.choice"),
    }
)
"""Functions that do, and the names under which mypy makes containers."""

GROWING: Final = frozenset(
    {
        *("<list>", "<set>", "<dict>", "<list-comprehension>", "<set-comprehension>", "<dictionary-comprehension>"),
        *("builtins.dict", "builtins.list", "builtins.set", "builtins.sorted", "collections.deque"),
    }
)
"""Those of containers to which other members may be added."""

DTYPES: Final = frozenset(
    "Bool Complex Float Inexact Int Integer Key Num Real Shaped UInt bf16 bool_ complex128 complex64 "
    "f16 f32 f64 i16 i32 i64 i8 u16 u32 u64 u8".split()
)
"""The annotations of `haliax.haxtyping` that say the dtype too."""
