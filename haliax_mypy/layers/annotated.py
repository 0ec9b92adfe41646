"""Which fields of a class are annotated with lists of axes: `weight: NamedArray["{*In *Out}"]`."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import AssignmentStmt, ClassDef, NameExpr
from mypy.types import Type, UnboundType, UnionType

from haliax.errors import AxisError
from haliax.pure.errors import WrongKind
from haliax.pure.spec import read_spec
from haliax_mypy.annotations.spelling import spelled


def fields_with_lists(cls: ClassDef) -> Iterator[tuple[str, str]]:
    """The fields of a class whose annotations are arrays with lists among their axes, and what these say."""
    for statement in cls.defs.body:
        if isinstance(statement, AssignmentStmt) and len(statement.lvalues) == 1:
            (target,), typ = statement.lvalues, statement.unanalyzed_type
            text = None if typ is None else _text_of(typ)
            if isinstance(target, NameExpr) and text is not None:
                yield target.name, text


def _text_of(typ: Type) -> str | None:
    """The axes of an annotation that is an array, or an array or None, if lists are among them."""
    if isinstance(typ, UnionType):
        found = [text for text in map(_text_of, typ.items) if text is not None]
        return found[0] if len(found) == 1 and len(typ.items) == 2 else None
    if not isinstance(typ, UnboundType) or not typ.args:
        return None
    if typ.name.rpartition(".")[2] == "Optional":
        return _text_of(typ.args[0])
    text = spelled(typ.args[-1])
    try:
        return text if isinstance(text, str) and read_spec(text).parts else None
    except (AxisError, WrongKind):
        return None  # which is reported where the annotation is read
