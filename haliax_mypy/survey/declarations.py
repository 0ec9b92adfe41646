"""Causes that are declarations: a parameter, a field or a result of which nothing is written, or too little."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mypy.nodes import FuncDef, Node, SymbolNode
from mypy.options import Options
from mypy.types import AnyType, Type, TypeOfAny, get_proper_type

from haliax_mypy.survey.causes import Cause, CauseKind
from haliax_mypy.survey.knowledge import Knowledge, annotated, is_any, is_left_open, told
from haliax_mypy.survey.lookup import layer_spec, short
from haliax_mypy.survey.places import Place, Span, span_of

_NOWHERE: Final = Span(0, 0, 0, 0)


class Places:
    """Where nodes stand.

    Attributes:
        homes: The file of each node of the modules that are looked at.
        paths: The file of each module that mypy has loaded.
    """

    def __init__(self, homes: Mapping[Node, str], paths: Mapping[str, str]) -> None:
        self.homes, self.paths = homes, paths

    def of(self, node: Node) -> Place:
        """The place of a node; without a line in modules that are not looked at."""
        return Place(self.homes.get(node, ""), span_of(node) or _NOWHERE)

    def of_symbol(self, node: SymbolNode) -> Place:
        """The place of what a name stands for."""
        if node in self.homes:
            return self.of(node)
        home = node.fullname
        while home and home not in self.paths:
            home = home.rpartition(".")[0]
        return Place(self.paths.get(home, home or node.fullname), span_of(node) or _NOWHERE)


def declared(
    kind: CauseKind, name: str, variable: str, typ: Type | None, place: Place, options: Options
) -> Cause | None:
    """The cause that a declaration is; None if it says enough.

    Args:
        kind: What is declared: `parameter`, `field`, `variable` or `result`.
        name: Its name for a person, `Block.__call__: x`.
        variable: What stands before the type, `x: ` or `-> `.
        typ: The type that is declared.
        place: Where it is.
        options: The options of mypy.
    """
    if is_any(typ):
        return _anything(kind, place, name, variable, typ)
    assert typ is not None
    found = told(typ, options)
    if found is None or found.knowledge is Knowledge.KNOWN:
        return None
    written = annotated(typ, options)
    says = "returns" if kind == "result" else "is declared"
    if is_left_open(typ):
        cure = "name all axes, or stand for the others with a type variable, `*Rest`"
        return Cause("open", place, name, f"{name} {says} `{written}`, which leaves axes open", cure, on_purpose=True)
    if found.kind == "axis":
        return Cause("axis", place, name, f"{name} {says} `Axis`, of any name", f'write `{variable}Axis["…"]`')
    if found.kind == "layer":
        layer = written.partition("[")[0]
        cure = f'write `{variable}{layer}["{layer_spec(typ)}"]`'
        return Cause("layer", place, name, f"{name} {says} `{layer}`, of any axes", cure)
    if "NamedArray" not in written:
        cure = 'name them, as in `tuple[Axis["…"], Axis["…"]]`'
        return Cause("axis", place, name, f"{name} {says} `{written}`, of any names", cure)
    bare = written.replace('NamedArray["..."]', "NamedArray")
    cure = f"write `{variable}" + bare.replace("NamedArray", 'NamedArray["…"]') + "`"
    return Cause(kind, place, name, f"{name} {says} `{bare}`, without axes", cure)


def _anything(kind: CauseKind, place: Place, name: str, variable: str, typ: Type | None) -> Cause:
    """The cause that a declaration is of which mypy knows nothing at all."""
    proper = get_proper_type(typ)
    source = proper.type_of_any if isinstance(proper, AnyType) else TypeOfAny.unannotated
    if source == TypeOfAny.from_unimported_type:
        cure = "install what has types for it, or declare what is made of it"
        return Cause(kind, place, name, f"{name} is declared with a name from an import without types", cure)
    what = "is declared `Any`" if source == TypeOfAny.explicit else "has no annotation"
    cure = f'write `{variable}NamedArray["…"]`, if it is an array'
    return Cause(kind, place, name, f"{name} {what}", cure, on_purpose=source == TypeOfAny.explicit)


def untyped(function: FuncDef, places: Places) -> Cause:
    """The cause that a function without annotations is."""
    name = short(function.fullname)
    takes = function.arg_names[bool(function.info) :]
    cure = "annotate its parameters and what it returns" if takes else "annotate what it returns"
    return Cause("untyped", places.of_symbol(function), name, f"{name} has no annotations", cure)
