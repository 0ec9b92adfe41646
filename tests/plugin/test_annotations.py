"""Annotations, in every place of a program and in every form, under both parsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from mypy import api

from haliax import haxtyping
from haliax_mypy import names
from tests.plugin.projects import Project

Check = Callable[..., None]

PARSERS = pytest.mark.parametrize("parser", ["--native-parser", "--no-native-parser"])

PLACES = """
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, Optional, Protocol, TypeAlias, TypedDict, TypeVar, Union, cast
from haliax.haxtyping import Float
import haliax.haxtyping as ht

Alias = NamedArray["batch"]
Explicit: TypeAlias = NamedArray["batch embed"]
Quoted: TypeAlias = "NamedArray['batch']"
T = TypeVar("T", bound=NamedArray["batch"])
Late = TypeVar("Late", bound="NamedArray['batch ...']")
Function = Callable[[NamedArray["batch"]], NamedArray["embed"]]

class Base(NamedArray["batch"]): ...

@dataclass
class Record:
    x: NamedArray["batch"]
    y: "NamedArray['embed']"
    z: NamedArray["batch"] | None = None

class Pair(NamedTuple):
    x: NamedArray["batch"]

class Options(TypedDict):
    x: NamedArray["batch"]

class Apply(Protocol):
    def __call__(self, x: NamedArray["batch"]) -> NamedArray["embed"]: ...

class Box(Generic[T]):
    x: T
    def total(self) -> None:
        reveal_type(self.x.sum("batch"))  # R: []

class Model:
    w: NamedArray["batch"]
    def __init__(self, w: NamedArray["batch"]) -> None:
        self.v: NamedArray["embed"] = hax.zeros(Axis("embed", 2))
        self.w = w
    def __call__(self, x: NamedArray["batch"], *rest: NamedArray["a"], **others: NamedArray["b"]) -> NamedArray["c"]:
        reveal_type((x, rest, others))  # R: tuple[[batch], tuple[[a], ...], dict[str, [b]]]
        return hax.zeros(Axis("c", 2))
    @property
    def wide(self) -> NamedArray["wide"]:
        return hax.zeros(Axis("wide", 2))
    @property
    def Embed(self) -> Axis["embed"]:
        return Axis("embed", 3)
    @staticmethod
    def still(x: NamedArray["a"]) -> None: ...

def places(
    a: Alias, e: Explicit, q: Quoted, f: Function, c: Callable[[NamedArray["b"]], None],
    o: Optional[NamedArray["batch"]], u: Union[NamedArray["a"], NamedArray["b"]],
    items: list[NamedArray["optional"]], model: Model, base: Base, record: Record, pair: Pair, options: Options,
    apply: Apply, plain: Float[NamedArray, "batch embed"], spelled: ht.i32[NamedArray, "batch"],
) -> None:
    reveal_type(a)  # R: [batch]
    reveal_type(e)  # R: [batch, embed]
    reveal_type(q)  # R: [batch]
    reveal_type(f(a))  # R: [embed]
    reveal_type(c)  # R: def ([b])
    reveal_type(o)  # R: [batch] | None
    reveal_type(u)  # R: [a] | [b]
    reveal_type(items[0])  # R: [optional]
    reveal_type(cast(NamedArray["k"], a))  # R: [k]
    reveal_type(cast("NamedArray['k l']", a))  # R: [k, l]
    local: NamedArray["batch"] = a
    reveal_type(local)  # R: [batch]
    comment = a  # type: NamedArray["batch"]
    reveal_type(comment)  # R: [batch]
    reveal_type(model.w)  # R: [batch]
    reveal_type(model.v)  # R: [embed]
    reveal_type(model(a))  # R: [c]
    reveal_type(model.wide)  # R: [wide]
    reveal_type(model.Embed)  # R: Axis[embed]
    reveal_type(base.sum("batch"))  # R: []
    reveal_type((record.x, record.y, pair.x, options["x"]))  # R: tuple[[batch], [embed], [batch], [batch]]
    reveal_type(apply(a))  # R: [embed]
    reveal_type(plain)  # R: [batch, embed]
    reveal_type(spelled)  # R: [batch]
    def inner(x: NamedArray["inner"]) -> NamedArray["inner"]:
        return x
    reveal_type(inner)  # R: def (x: [inner]) -> [inner]

def bound(x: T) -> T:
    reveal_type(x + 1)  # R: T
    return x + 1

def late(x: Late) -> Late:
    reveal_type(x.sum("batch"))  # R: [...]
    return x

async def coroutine(x: NamedArray["batch"]) -> NamedArray["batch"]:
    return x
"""

FORMS = """
from typing_extensions import TypeVarTuple, Unpack
from typing import Literal
from haliax.haxtyping import Float, Named

Rest = TypeVarTuple("Rest")

def forms(
    a: NamedArray["batch embed"], b: NamedArray["batch ..."], c: NamedArray["... embed"],
    d: NamedArray["batch ... embed"], e: NamedArray["{batch embed}"], f: NamedArray["{embed ...}"],
    g: NamedArray[""], h: NamedArray, i: NamedArray["..."], j: NamedArray["batch", "embed"],
    k: NamedArray["batch", ...], l: NamedArray[["batch", "embed"]], m: NamedArray[" batch"],
    n: NamedArray["key-1 b_2"], o: Float[NamedArray, "batch", "embed"], p: NamedArray[Literal["batch"]],
    q: NamedArray["int"], r: NamedArray["None"], s: NamedArray["{a b c}"], t: Named["batch embed"],
) -> None:
    reveal_type(a)  # R: [batch, embed]
    reveal_type(b)  # R: [batch, ...]
    reveal_type(c)  # R: [..., embed]
    reveal_type(d)  # R: [batch, ..., embed]
    reveal_type(e)  # R: {batch, embed}
    reveal_type(f)  # R: {embed, ...}
    reveal_type(g)  # R: []
    reveal_type(h)  # R: [...]
    reveal_type(i)  # R: [...]
    reveal_type(j)  # R: [batch, embed]
    reveal_type(k)  # R: [batch, ...]
    reveal_type(l)  # R: [batch, embed]
    reveal_type(m)  # R: [batch]
    reveal_type(n)  # R: [key-1, b_2]
    reveal_type(o)  # R: [batch, embed]
    reveal_type(p)  # R: [batch]
    reveal_type(q)  # R: [int]
    reveal_type(r)  # R: [None]
    reveal_type(s)  # R: {a, b, c}
    reveal_type(t)  # R: [batch, embed]

def rows(x: NamedArray[Unpack[Rest], "embed"], y: Float[NamedArray, Unpack[Rest], "embed"]) -> NamedArray[Unpack[Rest]]:
    reveal_type(x)  # R: [*Rest, embed]
    reveal_type(x + y)  # R: [*Rest, embed]
    return x.sum("embed")

def use(x: NamedArray["batch position embed"]) -> None:
    reveal_type(rows(x, x))  # R: [batch, position]

def sizes(a: Axis, b: Axis["embed"], c: Axis["embed", 512], d: Axis["two words"], e: Axis[Literal["embed"]]) -> None:
    reveal_type(a)  # R: Axis
    reveal_type(b)  # R: Axis[embed]
    reveal_type(c)  # R: Axis[embed, 512]
    reveal_type(d)  # R: Axis[two words]
    reveal_type(e)  # R: Axis[embed]
"""

MISTAKES = """
from typing import Annotated, TypedDict
from typing_extensions import Required
from haliax.haxtyping import Float

def twice(x: NamedArray["a a"]) -> None: ...  # E: axis-duplicate: axis 'a' is repeated in [a, a]
def listed(x: NamedArray["a", "a"]) -> None: ...  # E: axis-duplicate: axis 'a' is repeated in [a, a]
def brace(x: NamedArray["{a"]) -> None: ...  # E: axis-pattern: `{` is never closed
def comma(x: NamedArray["a, b"]) -> None: ...  # E: axis-pattern: unexpected ','
def gaps(x: NamedArray["... a ..."]) -> None: ...  # E: axis-pattern: more than one `...`
def spelled(x: Float[NamedArray, "a a"]) -> None: ...  # E: axis-duplicate: axis 'a' is repeated in [a, a]
class Layer:
    weight: NamedArray["{a"]  # E: axis-pattern: `{` is never closed

# What is none of ours stays as it is.
def undefined(x: NamedArray["batch"], y: Missing) -> None: ...  # E: name-defined: Name "Missing" is not defined
def other(x: Annotated[int, "batch"], y: Annotated[NamedArray, "batch"]) -> None:
    reveal_type((x, y))  # R: tuple[int, [...]]
class Options(TypedDict):
    x: Annotated[Required[int], "batch"]
"""

ALIASES = """
import haliax.haxtyping as ht
from haliax import haxtyping as HT
from haliax.haxtyping import Float, Int
Rest = TypeVarTuple("Rest")
Tokens = Int[NamedArray, "batch position"]
Hidden: TypeAlias = ht.Float[NamedArray, "... embed"]
Tables = dict[str, tuple[Float[NamedArray, "vocab embed"], int]]
Maybe = Int[NamedArray, "batch"] | None
Other = Float[list[int], "batch"]
Short = Int["batch"]
Gap: TypeAlias = Float["batch", ..., "embed"] | None
Key = {"a": 1}
mine = Key["a"]
def short(
    a: Short, b: Float["batch"], c: ht.Int["a b"], d: Float[Unpack[Rest], "embed"], e: HT.Int["batch"], f: Gap
) -> Short:
    reveal_type((a, b, c, d, e))  # R: tuple[[batch], [batch], [a, b], [*Rest, embed], [batch]]
    reveal_type(f)  # R: [batch, ..., embed] | None
    reveal_type(cast(Float["embed"], a))  # R: [embed]
    reveal_type(cast(HT.Float["batch embed"], a))  # R: [batch, embed]
    reveal_type(mine)  # R: int
    return a
def other(y: list["missing"], x: Float["batch"]) -> None: ...  # E: name-defined: Name "missing" is not defined
def f(a: Tokens, b: Hidden, c: Tables, d: Maybe, e: Other) -> None:
    reveal_type(a)  # R: [batch, position]
    reveal_type(b)  # R: [..., embed]
    reveal_type(c)  # R: dict[str, tuple[[vocab, embed], int]]
    reveal_type(d)  # R: [batch] | None
    reveal_type(e)  # R: list[int]
"""


@PARSERS
def test_aliases_with_a_dtype(check: Check, parser: str) -> None:
    check("from typing import TypeAlias, TypeVarTuple, Unpack, cast" + ALIASES, parser)


def test_all_dtypes_are_known() -> None:
    assert names.DTYPES == set(haxtyping.__all__) - {"Named", "checker_lookup"}


@PARSERS
def test_places(check: Check, parser: str) -> None:
    check(PLACES, parser)


@PARSERS
def test_forms(check: Check, parser: str) -> None:
    check(FORMS, parser)


@PARSERS
def test_mistakes(check: Check, parser: str) -> None:
    check(MISTAKES, parser)


@PARSERS
def test_annotations_as_values(check: Check, parser: str) -> None:
    """What stands in brackets is read as a type before we are asked; in a call of ours the errors are taken back."""
    check(
        """
def f(x: NamedArray["batch"], batch: int) -> None:
    x.matches_axes(NamedArray["embed"])
    x.matches_axes(NamedArray["batch embed"])
    x.matches_axes(NamedArray["batch"])
""",
        parser,
    )


@PARSERS
def test_other_errors_of_a_line_stay(check: Check, parser: str) -> None:
    """Only what mypy says of our own strings is taken back, though it says the same of others."""
    check(
        """
def words(y: list["c d"], x: NamedArray["a b"]) -> None: ...  # E: valid-type: Invalid type comment or annotation
def name(y: list["b"], x: NamedArray["a"]) -> None: ...  # E: name-defined: Name "b" is not defined
""",
        parser,
    )


TAKEN_BACK = """
from typing import Literal
def either(x: NamedArray["a | b"]) -> None: ...  # E: axis-pattern: NamedArray: cannot read 'a | b'
def within(x: NamedArray["a[b, c]"]) -> None: ...  # E: axis-pattern: NamedArray: cannot read 'a[b, c]'
def dotted(x: NamedArray["a.b"]) -> None: ...  # E: axis-pattern: NamedArray: cannot read 'a.b'
def good(x: NamedArray["b"]) -> None: ...
def bad(y: list["b"]) -> None: ...  # E: name-defined: Name "b" is not defined
def both(x: NamedArray["b"], y: list["b c"]) -> None: ...  # E: valid-type: Invalid type comment or annotation
Variable = 3
def kinds(x: NamedArray["Variable"], y: NamedArray["either"], z: NamedArray["hax"], u: NamedArray["List"]) -> None: ...
def typed(x: NamedArray["Literal"], y: NamedArray["str"], z: NamedArray[str], u: NamedArray["Any Any2"]) -> None:
    reveal_type((x, y, z, u))  # R: tuple[[Literal], [str], [...], [Any, Any2]]
def mixed(
    a: NamedArray["a", Literal["b"]], b: NamedArray[Literal["a"], ...], c: NamedArray["a", str], d: NamedArray[()]
) -> None:
    reveal_type((a, b, d))  # R: tuple[[a, b], [a, ...], []]
def axes(a: Axis["a", 2], b: Axis["a", int], c: Axis[str, 2], d: Axis["a b"], f: Axis["a | b"]) -> None:
    reveal_type((a, b, c, d, f))  # R: tuple[Axis[a, 2], Axis[a], Axis[?, 2], Axis[a b], Axis[a | b]]
def bare(a: "NamedArray", b: "Axis", c: type[NamedArray], d: NamedArray["a"] | Axis["b"]) -> None:
    reveal_type((a, b, c, d))  # R: tuple[[...], Axis, type[[...]], [a] | Axis[b]]

def values(x: NamedArray["a"], Name: int) -> None:
    x.matches_axes(NamedArray["Name"])
    x.matches_axes(NamedArray["Missing"])
    x.matches_axes(NamedArray["a", "b c"])
    print(NamedArray["Missing"])  # E: name-defined: Name "Missing" is not defined
    x.matches_axes("a"); x.matches_axes(("a", "b"))
"""


@PARSERS
def test_what_mypy_says_of_strings_is_taken_back(check: Check, parser: str) -> None:
    """And nothing else: neither what it says of others with the same names, nor of these elsewhere."""
    check(TAKEN_BACK, parser)


def test_mypy_succeeds_where_all_is_taken_back(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("taken_back.py", 'def f(x: NamedArray["a"]) -> None:\n    x.matches_axes(NamedArray["b c"])\n')
    monkeypatch.chdir(project.root)
    out, _, status = api.run([*project.arguments(), "taken_back.py"])
    assert (out.partition(":")[0], status) == ("Success", 0)
