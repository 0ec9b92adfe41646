"""Operations on arrays that are spread over Explicit axes of a device mesh.

There jax wants to know where the result of an operation lies before it is computed. Often it finds that by itself: an
elementwise result lies as its operands. Where it does not, it raises, and the names decide: the operation is done once
more, under axes that the compiler may spread as it likes, and its result is put where `haliax.pure.placing` says.
So a program without Explicit axes pays nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, Final, ParamSpec, TypeGuard, TypeVar

import jax
from jax.sharding import (
    AbstractMesh,
    AxisType,
    NamedSharding,
    auto_axes,
    get_abstract_mesh,
    use_abstract_mesh,
)

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.errors import AxisError
from haliax.meshes import Frozen, axes_of_kind, current_frozen, explicit_parts, mesh_axes, reshard, spec_of
from haliax.ops._settle import Exact
from haliax.pure.operation import Operation
from haliax.pure.placing import parts_of_result

Args = ParamSpec("Args")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])


def implements(
    operation: Operation[Any],
    kernel: Callable[..., Any] | None = None,
    *,
    by_jax: bool = True,
    is_placed: bool = False,
) -> Callable[[F], F]:
    """Makes the function that it decorates, with results that lie by their names, the one of an operation.

    Args:
        operation: The operation.
        kernel: See `Operation.implement`.
        by_jax: Whether jax may say where the results lie. It would put an array that is made from nothing on every
            device in full, which may be more than one can hold; and of some functions it knows only when it compiles
            them that it does not know.
        is_placed: Whether the results lie by their names already, where jax cannot tell where they lie.
    """

    def decorate(function: F) -> F:
        placed: Any = function if is_placed else by_names(function) if by_jax else _by_names_first(function)
        operation.implement(placed, kernel)
        return placed  # type: ignore[no-any-return]  # it is as the one that it is made of

    return decorate


def by_names(function: Callable[Args, R]) -> Callable[Args, R]:
    """The function, whose results lie as their names say where jax cannot tell."""

    @wraps(function)
    def run(*args: Args.args, **kwargs: Args.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            __tracebackhide__ = True
            return instead(function, args, kwargs, error)  # type: ignore[no-any-return]  # what the function gives

    return run


def _by_names_first(function: Callable[Args, R]) -> Callable[Args, R]:
    """The function, whose results lie as their names say wherever there is an Explicit axis."""

    @wraps(function)
    def run(*args: Args.args, **kwargs: Args.kwargs) -> R:
        __tracebackhide__ = True
        given = (*args, *kwargs.values()) if kwargs else args
        if current_frozen() is None:
            for value in given:
                if isinstance(value, NamedArray):
                    break
            else:
                return function(*args, **kwargs)
        if _mesh_of(given) is None:
            return function(*args, **kwargs)
        found = _call_of(function, args, kwargs)
        return function(*args, **kwargs) if found is None else found()

    return run


def instead(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], error: Exception) -> Any:
    """The result of a call that failed since jax could not tell where it lies.

    Raises:
        Exception: The error, if the call fails for another reason.
    """
    __tracebackhide__ = True
    found = None if isinstance(error, AxisError | IndexError) else _call_of(function, args, kwargs)
    if found is None:
        raise error
    try:
        return found()
    except Exception:
        raise error from None


def by_mapping(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], mapping: Frozen
) -> Callable[[], Any] | None:
    """The call with its results placed by a mapping before all else; None if there is no Explicit axis."""
    return _call_of(function, args, kwargs, mapping, True)


def _call_of(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], *mapping: Any
) -> Callable[[], Any] | None:
    """The call with its results placed by their names; None if there is no Explicit axis."""
    leaves, structure = jax.tree.flatten((_in_order(args), _in_order(kwargs)), is_leaf=_is_named)
    arrays = [leaf for leaf in leaves if _is_array(leaf)]
    mesh = _mesh_of(arrays)
    if mesh is None:
        return None
    statics = Exact(tuple(None if _is_array(leaf) else leaf for leaf in leaves))
    return partial(_Call(function, structure, statics, mesh, *(mapping or (current_frozen(),))), *arrays)


@dataclass(frozen=True)
class _Call:
    """A call of a function of arrays, and where it is made.

    Attributes:
        function: The function.
        structure: The structure of its arguments.
        statics: Those that are no arrays, and None in the place of arrays.
        mesh: The mesh, which has Explicit axes.
        mapping: The mapping in force, or another that is chosen.
        is_chosen: Whether it is, and so goes before what the operands say.
    """

    function: Callable[..., Any]
    structure: jax.tree_util.PyTreeDef
    statics: Exact
    mesh: AbstractMesh
    mapping: Frozen | None
    is_chosen: bool = False

    def __call__(self, *arrays: Any) -> Any:
        """The result, placed by its names."""
        if any(isinstance(leaf, jax.core.Tracer) for leaf in jax.tree.leaves(arrays)):
            try:
                return _placed(self, *arrays)
            except ValueError:  # in an eager shard_map jax takes no other kinds of axes outside of a program
                return _compiled(self, *arrays)
        try:
            return _compiled(self, *arrays) if self.is_hashable else _placed(self, *arrays)
        except jax.errors.ConcretizationTypeError:  # what comes out depends on values
            return self.on_whole(arrays)

    def run(self, *arrays: Any) -> Any:
        """The result of the function."""
        queue = iter(arrays)
        leaves = [next(queue) if static is None else static for static in self.statics.value]
        args, kwargs = self.structure.unflatten(leaves)
        return self.function(*_plain(args), **_plain(kwargs))

    @property
    def is_hashable(self) -> bool:
        """Whether the arguments that are no arrays can be part of a key."""
        try:
            return isinstance(hash(self), int)
        except TypeError:
            return False

    @property
    def sizes(self) -> dict[str, int]:
        """The size of each Explicit axis of the mesh."""
        return {axis: self.mesh.shape[axis] for axis in axes_of_kind(self.mesh, AxisType.Explicit)}

    def shardings(self, arrays: Sequence[Any], results: Sequence[Any]) -> list[NamedSharding]:
        """Where each result lies."""
        operands = [_parts_of(array) for array in arrays if _is_named(array)]
        mapping = {name: mesh_axes(entry) for name, entry in self.mapping or ()}
        wanted = [mapping, *operands] if self.is_chosen else [*operands, mapping]
        found = []
        for result in results:
            axes = zip(result.axis_names, result.array.shape, strict=True) if _is_named(result) else ()
            found.append(NamedSharding(self.mesh, spec_of(parts_of_result(list(axes), wanted, self.sizes))))
        return found

    def on_whole(self, arrays: Sequence[Any]) -> Any:
        """The result of arrays that are brought to every device in full."""
        whole = NamedSharding(self.mesh, spec_of(()))
        return self.run(*jax.tree.map(lambda array: reshard(array, whole), arrays))


class _Ordered(list[Any]):
    """The items of a dict. jax would sort them, and lose the order of axes in a shape."""


jax.tree_util.register_pytree_node(_Ordered, lambda items: (list(items), None), lambda _, items: _Ordered(items))


def _in_order(arguments: Any) -> Any:
    """Arguments with what keeps its order in the place of dicts."""
    if isinstance(arguments, Mapping):
        return _Ordered((key, _in_order(value)) for key, value in arguments.items())
    return tuple(map(_in_order, arguments)) if type(arguments) is tuple else arguments


def _plain(arguments: Any) -> Any:
    """The inverse of `_in_order`."""
    if type(arguments) is _Ordered:
        return {key: _plain(value) for key, value in arguments}
    return tuple(map(_plain, arguments)) if type(arguments) is tuple else arguments


def _placed(call: _Call, *arrays: Any) -> Any:
    """The result of a call, under axes that the compiler may spread as it likes, and put where its names say."""
    explicit = tuple(call.sizes)
    shapes = jax.tree.map(_without_sharding, arrays)
    with use_abstract_mesh(call.mesh.update_axis_types(dict.fromkeys(explicit, AxisType.Auto))):
        out = jax.eval_shape(call.run, *shapes)
    targets = call.shardings(arrays, jax.tree.leaves(out, is_leaf=_is_named))
    compute = auto_axes(lambda *given: jax.tree.leaves(call.run(*given)), axes=explicit, out_sharding=targets)
    return jax.tree.unflatten(jax.tree.structure(out), compute(*arrays))


def _without_sharding(array: Any) -> Any:
    return jax.ShapeDtypeStruct(array.shape, array.dtype)  # type: ignore[no-untyped-call]  # jax does not annotate it


_compiled = jax.jit(_placed, static_argnums=0)


def _is_named(leaf: Any) -> TypeGuard[NamedArray]:
    return isinstance(leaf, NamedArray)


def _is_array(leaf: Any) -> bool:
    return isinstance(leaf, jax.Array | NamedArray)


def _mesh_of(values: Iterable[Any]) -> AbstractMesh | None:
    """The mesh in force, else that of the arrays among these; None if it has no Explicit axis."""
    mesh = get_abstract_mesh()
    for value in () if mesh.axis_types else values:
        if type(value) in _NO_ARRAYS:
            continue
        if isinstance(value, NamedArray):
            try:
                mesh = value._array.aval.sharding.mesh  # quicker than the sharding itself
            except AttributeError:  # no array of jax
                continue
        elif isinstance(value, jax.core.Tracer):
            mesh = jax.typeof(value).sharding.mesh
        elif isinstance(value, jax.Array):  # the type of a key takes long
            sharding = value.sharding
            mesh = sharding.mesh.abstract_mesh if isinstance(sharding, NamedSharding) else mesh
        if mesh.axis_types:
            break
    return mesh if AxisType.Explicit in mesh.axis_types else None


_NO_ARRAYS: Final = frozenset({bool, int, float, str, tuple, dict, type, type(None), Axis})


def _parts_of(array: NamedArray) -> dict[str, tuple[str, ...]]:
    """Over which axes of the mesh those axes of an array are spread that are in parts."""
    parts = explicit_parts(array.array)
    return {name: part for name, part in zip(array.axis_names, parts, strict=False) if part}
