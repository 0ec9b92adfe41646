"""What is written into a file: annotations, what they need, and nothing else."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from haliax_mypy.commands.annotate.joining import Joining
from haliax_mypy.commands.annotate.proposals import Proposals, Source, proposals_for
from haliax_mypy.commands.annotate.scope import Scope
from haliax_mypy.commands.annotate.writing import annotated
from haliax_mypy.commands.record.store import Call, Class, File, Function

A, B = ["array", ["batch", "embed"], "float32"], ["array", ["embed"], "int32"]
EMBED = ["axis", "embed"]
LINEAR = ["layer", "haliax.nn", "Linear", "embed -> mlp"]


class Program:
    """A file, and what was recorded of it."""

    def __init__(self, folder: Path, text: str) -> None:
        self.path = str(folder / "model.py")
        Path(self.path).write_bytes(text.encode())
        self.text = text
        self.file = File("")
        self.other = str(folder / "other.py")
        Path(self.other).write_text("")

    def call(
        self, name: str, parameters: str, *calls: tuple[list[Any], Any], kind: str = "f", yields: Any = ()
    ) -> None:
        """Notes calls of a function."""
        line = next(
            node.lineno
            for node in ast.walk(ast.parse(self.text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name.rpartition(".")[2]
        )
        found = [Call(arguments, result) for arguments, result in calls]
        self.file.functions.append(Function(line, name, kind, parameters.split(), calls=found, yields=list(yields)))

    def hold(self, cls: str, bases: tuple[str, ...] = (), **attributes: Any) -> list[Any]:
        """Notes what an instance of a class holds."""
        mine = [(self.path, base) for base in (cls, *bases)]
        self.file.classes.append(Class(cls, "model", mine, {name: [form] for name, form in attributes.items()}))
        return ["object", self.path, cls]

    def written(self, *, dtypes: bool = False) -> str:
        """The text with annotations."""
        source, classes, found = self._proposed(dtypes)
        return annotated(source, found.types, classes)[0]

    def reasons(self) -> list[str]:
        """Why there are none at some places."""
        return list(self._proposed(False)[2].reasons.values())

    def _proposed(self, dtypes: bool) -> tuple[Source, dict[tuple[str, str], Class], Proposals]:
        classes = {(self.path, cls.name): cls for cls in self.file.classes}
        classes[self.other, "Else"] = Class("Else", "package.other", [(self.other, "Else")])
        tree = ast.parse(self.text)
        source = Source(self.path, self.text, tree, Scope.of(tree, "model"))
        return source, classes, proposals_for(source, self.file, Joining(classes, dtypes))


def added(before: str, after: str) -> list[str]:
    """The lines that are new."""
    old = before.splitlines()
    return [line for line in after.splitlines() if line and line not in old]


def test_comments_and_formatting_stay(tmp_path: Path) -> None:
    text = """\
'''Doc.'''
import haliax as hax

def  f( x,   # the array
       axis = None, *, n=3 ):   # odd
    return x[ 'batch',0 ]   \n
"""
    program = Program(tmp_path, text)
    program.call("f", "x axis n", ([A, EMBED, ["value", "builtins", "int"]], B))
    assert added(text, program.written()) == [
        "from haliax import Axis, NamedArray",
        'def  f( x: NamedArray["batch embed"],   # the array',
        '       axis: Axis["embed"] | None = None, *, n=3 ) -> NamedArray["embed"]:   # odd',
    ]


def test_what_is_annotated_stays(tmp_path: Path) -> None:
    text = """\
import haliax as hax
from haliax import Axis, NamedArray
from typing import Any, Optional

def f(a: NamedArray["batch ..."], b: Any, c: "hax.NamedArray", d: Optional[NamedArray], e: NamedArray | int) -> (
    hax.NamedArray
):
    return a
"""
    program = Program(tmp_path, text)
    program.call("f", "a b c d e", ([A, A, A, A, A], A))
    line = (
        'def f(a: NamedArray["batch ..."], b: Any, c: NamedArray["batch embed"], d: NamedArray["batch embed"] | None, '
        "e: NamedArray | int) -> ("
    )
    assert added(text, program.written()) == [line, '    NamedArray["batch embed"]']


def test_fields_and_attributes(tmp_path: Path) -> None:
    text = """\
import equinox as eqx
import haliax as hax
from haliax import Axis, NamedArray
from haliax.nn import Linear

class Base(eqx.Module):
    up: Linear
    size: int
    bias: NamedArray | None
    name = "x"

class Sub(Base):
    down: hax.nn.Linear
    pairs: tuple[Axis, NamedArray]
    said: Linear["embed -> mlp"]

class Plain:
    def __init__(self, axis):
        self.axis = axis
        self.size = 3; self.w: NamedArray = axis
        self.a, self.b = axis, axis
"""
    program = Program(tmp_path, text)
    sub = program.hold(
        "Sub", ("Base",), up=LINEAR, down=LINEAR, bias=B, size=["value", "builtins", "int"], said=LINEAR, name=B
    )
    program.file.classes[-1].self["pairs"] = [["tuple", [EMBED, A]]]
    assert sub
    program.hold("Plain", axis=EMBED, w=A, a=EMBED, size=["value", "builtins", "int"])
    assert added(text, program.written()) == [
        '    up: Linear["embed -> mlp"]',
        '    bias: NamedArray["embed"] | None',
        '    down: Linear["embed -> mlp"]',
        '    pairs: tuple[Axis["embed"], NamedArray["batch embed"]]',
        '        self.axis: Axis["embed"] = axis',
        '        self.size = 3; self.w: NamedArray["batch embed"] = axis',
    ]


def test_bare_containers_say_what_they_hold(tmp_path: Path) -> None:
    text = """\
import equinox as eqx

class Block:
    pass

class Net(eqx.Module):
    blocks: list
    layers: tuple | None
    one: tuple
    caches: dict
    sizes: list
    either: list
    rate: list[int]
"""
    program = Program(tmp_path, text)
    number = ["value", "builtins", "int"]
    block = program.hold("Block")
    program.hold(
        "Net",
        blocks=["list", [block]],
        layers=["tuple", [block, block]],
        one=["tuple", [block, A]],
        caches=["dict", [["value", "builtins", "str"]], [A]],
        sizes=["list", [number]],
        rate=["list", [block]],
    )
    program.file.classes[-1].self["either"] = [["list", [block]], ["tuple", [block]]]
    assert added(text, program.written()) == [
        "from haliax import NamedArray",
        "    blocks: list[Block]",
        "    layers: tuple[Block, ...] | None",
        '    one: tuple[Block, NamedArray["batch embed"]]',
        '    caches: dict[str, NamedArray["batch embed"]]',
    ]


def test_a_layer_that_names_no_axes_is_said_already(tmp_path: Path) -> None:
    text = """\
from haliax.nn import Dropout

class Net:
    dropout: Dropout

    def __init__(self, dropout):
        self.own = dropout
"""
    program = Program(tmp_path, text)
    dropout = ["value", "haliax.nn", "Dropout"]
    program.hold("Net", dropout=dropout, own=dropout)
    program.call("Net.__init__", "self dropout", ([dropout, dropout], None), kind="i")
    assert program.written() == text and program.reasons() == []


def test_names_that_are_taken(tmp_path: Path) -> None:
    text = """\
import haliax as hax

class Linear:
    pass

class NamedArray:
    pass

def f(layer, x, state):
    return x
"""
    program = Program(tmp_path, text)
    program.call("f", "layer x state", ([LINEAR, A, ["tuple", [A, ["value", "jax", "Array"]]]], A))
    assert added(text, program.written()) == [
        'def f(layer: hax.nn.Linear["embed -> mlp"], x: hax.NamedArray["batch embed"], state) '
        '-> hax.NamedArray["batch embed"]:'
    ]


def test_classes_of_the_user_are_imported_for_the_checker_alone(tmp_path: Path) -> None:
    text = '''\
"""Doc."""

import jax
from haliax import NamedArray


class Block:
    def copy(self, other):
        return self


class Outer:
    def f(self, x):
        yield x
'''
    program = Program(tmp_path, text)
    block = program.hold("Block")
    program.call("Block.copy", "self other", ([block, ["object", program.other, "Else"]], block), kind="m")
    program.call("Outer.f", "self x", ([block, A], None), kind="m", yields=[A])
    written = program.written()
    assert added(text, written) == [
        "from __future__ import annotations",
        "from collections.abc import Iterator",
        "from typing import TYPE_CHECKING",
        "if TYPE_CHECKING:",
        "    from package.other import Else",
        "    def copy(self, other: Else) -> Block:",
        '    def f(self, x: NamedArray["batch embed"]) -> Iterator[NamedArray["batch embed"]]:',
    ]
    assert written.startswith('"""Doc."""\n\nfrom __future__ import annotations\n\nimport jax\n')
    ast.parse(written)


def test_type_variables_are_defined_once(tmp_path: Path) -> None:
    text = """\
from haliax import NamedArray

Rest = 3


def f(x):
    return x


def g(x, y):
    return x


def h(x: NamedArray["..."]):
    return x
"""
    program = Program(tmp_path, text)
    for name, parameters in (("f", "x"), ("g", "x y"), ("h", "x")):
        rest = [B] * (len(parameters.split()) - 1)
        program.call(name, parameters, ([A, *rest], A), ([B, *rest], B))
    assert added(text, program.written()) == [
        "from typing import TypeVarTuple",
        'Rest2 = TypeVarTuple("Rest2")',
        'def f(x: NamedArray[*Rest2, "embed"]) -> NamedArray[*Rest2, "embed"]:',
        'def g(x: NamedArray[*Rest2, "embed"], y: NamedArray["embed"]) -> NamedArray[*Rest2, "embed"]:',
        'def h(x: NamedArray["..."]) -> NamedArray["... embed"]:',
    ]


def test_bounds(tmp_path: Path) -> None:
    text = "def f(x):\n    return x\n"
    program = Program(tmp_path, text)
    other = ["array", ["embed", "head"], "float32"]
    program.call("f", "x", ([A], A), ([other], other))
    assert program.written() == (
        "from haliax import NamedArray\nfrom typing import TypeVar\n\n"
        'X = TypeVar("X", bound=NamedArray["{embed ...}"])\n\n\ndef f(x: X) -> X:\n    return x\n'
    )


def test_dtypes(tmp_path: Path) -> None:
    text = "def f(x, y, n=0):\n    return x\n"
    program = Program(tmp_path, text)
    program.call("f", "x y n", ([A, B, A], B))
    assert added(text, program.written(dtypes=True)) == [
        "from haliax import NamedArray",
        "from haliax.haxtyping import Float, Int",
        'def f(x: Float[NamedArray, "batch embed"], y: Int[NamedArray, "embed"], '
        'n: Float[NamedArray, "batch embed"] | int = 0) -> Int[NamedArray, "embed"]:',
    ]


@pytest.mark.parametrize("kind", ["def", "async def"])
def test_functions_of_one_name_are_told_apart_by_line(kind: str, tmp_path: Path) -> None:
    text = f"if 1:\n    {kind} f(x):\n        return x\nelse:\n    {kind} f(x):\n        return x\n"
    program = Program(tmp_path, text)
    program.call("f", "x", ([A], A))
    program.file.functions.append(Function(5, "f", "f", ["x"], calls=[Call([B], B)]))
    assert added(text, program.written())[1:] == [
        f'    {kind} f(x: NamedArray["batch embed"]) -> NamedArray["batch embed"]:',
        f'    {kind} f(x: NamedArray["embed"]) -> NamedArray["embed"]:',
    ]


def test_names_that_are_imported_late_are_not_evaluated(tmp_path: Path) -> None:
    text = "def f(x):\r\n    return x\r\n\r\n\r\nfrom haliax import NamedArray\r\n"
    program = Program(tmp_path, text)
    program.call("f", "x", ([A], A), ([B], B))
    written = program.written()
    assert written.startswith("from __future__ import annotations\r\n\r\n") and written.count("\n") == written.count(
        "\r\n"
    )
    exec(compile(written, "late.py", "exec", dont_inherit=True), {"__name__": "late"})


def test_type_variables_that_are_there_are_used(tmp_path: Path) -> None:
    text = """\
from typing import TypeVar, TypeVarTuple

from haliax import NamedArray

Other = TypeVar("Other")
Y = TypeVar("Y", bound=NamedArray["{embed ...}"])
Run = TypeVarTuple("Run")


def f(x):
    return x


def g(x):
    return x
"""
    program = Program(tmp_path, text)
    program.call("f", "x", ([A], A), ([B], B))
    other = ["array", ["embed", "head"], "float32"]
    program.call("g", "x", ([A], A), ([other], other))
    assert added(text, program.written()) == [
        'def f(x: NamedArray[*Run, "embed"]) -> NamedArray[*Run, "embed"]:',
        "def g(x: Y) -> Y:",
    ]
