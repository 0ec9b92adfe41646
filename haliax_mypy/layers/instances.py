"""What the type of a layer says."""

from __future__ import annotations

from mypy.maptype import map_instance_to_supertype
from mypy.types import Instance, LiteralType, Type, UnionType, get_proper_type

from haliax.pure.layers import Lists
from haliax_mypy.layers.heads import template_of
from haliax_mypy.types.encoding import Maker
from haliax_mypy.types.literals import any_type, literal_str


def layer_of(typ: Type) -> Instance | None:
    """The layer that an instance is, as the class that names lists of axes."""
    typ = get_proper_type(typ)
    if not isinstance(typ, Instance):
        return None
    found = next((info for info in typ.type.mro if template_of(info) is not None), None)
    return None if found is None else map_instance_to_supertype(typ, found)


def text_of(layer: Instance) -> str | None:
    """The axes that the type of a layer says, `...` for a list that is not known; None if none is."""
    said = get_proper_type(layer.args[0]) if layer.args else None
    if isinstance(said, UnionType):
        helper = get_proper_type(said.items[0])
        said = get_proper_type(helper.args[0]) if isinstance(helper, Instance) and helper.args else None
    text = None if said is None else literal_str(said)
    return None if text is None else text.removeprefix("[").removesuffix("]")


def lists_of(layer: Instance) -> Lists | None:
    """The axes of each list, None for one that is not known; None if none is."""
    template, text = template_of(layer.type), text_of(layer)
    return None if template is None or text is None else template.read(text)


def with_text(layer: Instance, text: str | None, maker: Maker) -> Instance:
    """A layer with axes that are known, or are not.

    They stand in brackets, by which messages tell them from other types. A layer of which a list is not known may be
    passed for any, as an array of which not all axes are.
    """
    if text is None:
        return layer.copy_modified(args=[any_type()])
    said = LiteralType(f"[{text}]", maker.named("builtins.str", []))
    return layer.copy_modified(args=[maker.one_of([said]) if "..." in text else said])
