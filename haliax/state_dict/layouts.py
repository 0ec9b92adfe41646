"""Arrays as torch stores them: which axes make up a dimension, and in which order the dimensions come."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

import equinox as eqx
import jax

from haliax.axis import Axis
from haliax.core import NamedArray, wrap
from haliax.state_dict.errors import Groups, shape_of
from haliax.state_dict.found import movable
from haliax.state_dict.nodes import custom, groups, layouts, parts
from haliax.state_dict.stacking import layer_shape, layers_of, stacked_anew, stacked_like, with_layers
from haliax.tree_util import is_stack_of_layers, tree_leaves

T = TypeVar("T")


def exported(array: NamedArray, dims: Groups) -> Any:
    """The values, with a dimension for each tuple of axes."""
    order = [array.axis_names.index(name) for dim in dims for name in dim]
    values: Any = movable(array.array)
    return values.transpose(order).reshape(shape_of(array, dims))


def imported(values: Any, like: NamedArray, dims: Groups) -> Any:
    """The values of an array with axes like these, of what has a dimension for each tuple: the inverse of `exported`.

    Of a numpy array this is a view.
    """
    names = [name for dim in dims for name in dim]
    sizes = like.shape
    order = [names.index(name) for name in like.axis_names]
    return values.reshape([sizes[name] for name in names]).transpose(order)


def flatten_modules_for_export(t: T) -> T:
    """The tree with its modules as torch has them: several axes that make up one dimension there are one axis.

    Raises:
        AxisError: If an array lacks an axis of its layout.
    """
    flat: T = _flatten(t)
    return flat


def unflatten_modules_from_export(t: T, template: T) -> T:
    """The inverse of `flatten_modules_for_export`.

    Args:
        t: The tree as it gives it.
        template: A tree with the axes that are wanted; of its arrays only axes and dtypes matter.
    """
    whole: T = _unflatten(t, template)
    return whole


def flattened(module: T) -> T:
    """A module with its own arrays as its layout has them, and the axes in its fields as these arrays have them."""
    found, rebuilt = parts(module)
    fields: dict[str, Any] = {part.name: part.value for part in found}
    joined: dict[str, Axis] = {}
    for name, layout in layouts(module).items():
        array = fields[name]
        in_front = [axis for (axis,) in groups(array.axis_names, layout)[: -len(layout)]]
        names = [axes[0] if len(axes) == 1 else f"__{dim.upper()}__" for dim, axes in layout.items()]
        fields[name] = wrap(exported(array, groups(array.axis_names, layout)), (*in_front, *names))
        joined |= {dim: fields[name].resolve_axis(new) for dim, new in zip(layout, names, strict=True)}
    new: T = rebuilt(list(fields.values()))
    return _with_fields(new, {dim: axis for dim, axis in joined.items() if axis.name.startswith("__")})


def unflattened(module: T, template: T) -> T:
    """The inverse of `flattened`."""
    rebuilt = parts(template)[1]
    fields: dict[str, Any] = {part.name: part.value for part in parts(module)[0]}
    for name, layout in layouts(template).items():
        flat, like = fields[name], getattr(template, name)
        if isinstance(flat.array, jax.ShapeDtypeStruct):  # nothing was read for it
            fields[name] = like
            continue
        in_front = flat.axis_names[: flat.ndim - len(layout)]
        fields[name] = wrap(imported(flat.array, like, groups(in_front, layout)), like.axis_names)
    new: T = rebuilt(list(fields.values()))
    return new


def _with_fields(module: T, new: dict[str, Any]) -> T:
    """The module with other values of static fields. Nothing of its class is run, as when a tree is mapped."""
    names = [field.name for field in dataclasses.fields(module)]  # type: ignore[arg-type]  # it is a module
    out: T = object.__new__(type(module))
    for name in names:
        object.__setattr__(out, name, new.get(name, getattr(module, name)))
    return out


def _flatten(tree: Any) -> Any:
    if is_stack_of_layers(tree) and _needs_layers(tree):
        layers = [_flatten(layer) for layer in layers_of(tree)]
        return with_layers(tree, stacked_anew(tree.Block, layers))
    method = custom(tree, "flatten_for_export")
    whole = method(tree) if method is not None else flattened(tree) if layouts(tree) else tree
    found, rebuilt = parts(whole)
    return rebuilt([_flatten(part.value) for part in found]) if found else whole


def _unflatten(tree: Any, template: Any) -> Any:
    if is_stack_of_layers(template) and _needs_layers(template):
        like = layer_shape(template)
        layers = [_unflatten(layer, like) for layer in layers_of(tree)]
        return with_layers(template, stacked_like(template, like, layers))
    method = custom(template, "unflatten_from_export")
    # What is in a module was flattened after it, so it comes first here, and is like what the module was then.
    inner = template if method is None else export_shape(template)
    likes = {part.name: part.value for part in parts(inner)[0]}
    found, rebuilt = parts(tree)
    if not found:  # a leaf; of a shape alone, nothing was read for it
        return template if isinstance(_values(tree), jax.ShapeDtypeStruct) else tree
    whole = rebuilt([_unflatten(part.value, likes[part.name]) for part in found])
    if method is not None:
        return method(whole, template)
    return unflattened(whole, template) if layouts(template) else whole


def _values(leaf: Any) -> Any:
    return leaf.array if isinstance(leaf, NamedArray) else leaf


def export_shape(module: T) -> T:
    """A module as its own `flatten_for_export` makes it, with shapes in the place of arrays."""
    shape: T = eqx.filter_eval_shape(lambda m: m.flatten_for_export(), module)
    return shape


def _has_method(node: Any) -> bool:
    return custom(node, "flatten_for_export") is not None or custom(node, "unflatten_from_export") is not None


def _needs_layers(node: Any) -> bool:
    """Whether a module in it has methods of its own, which know nothing of the axis along which layers are stacked."""
    return any(_has_method(leaf) for leaf in tree_leaves(node, is_leaf=_has_method))
