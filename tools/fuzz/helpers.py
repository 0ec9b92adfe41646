"""Functions and classes of kinds that are hard to come by, and calls of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tools.fuzz.making import Maker


def two(m: Maker) -> str:
    """Two arrays."""
    return f"{m.array().text}, {m.array().text}"


HELPERS: Final[tuple[tuple[str, Callable[[Maker], str]], ...]] = (
    ("def same(x: A) -> A:\n    return x", lambda m: f"same({m.array().text})"),
    ("def unknown(x: NamedArray) -> NamedArray:\n    return x", lambda m: f"unknown({m.array().text})"),
    ("def anything(x: Any) -> Any:\n    return x", lambda m: f"anything({m.array().text})"),
    (
        "def first(items: Sequence[T]) -> T:\n    return items[0]",
        lambda m: f"first([{m.array().text}, {m.array().text}])",
    ),
    (
        "def apply(f: Callable[[T], T], x: T) -> T:\n    return f(x)",
        lambda m: f"apply({m.pick(['hax.exp', 'hax.nn.relu', 'lambda v: v * 2'])}, {m.array().text})",
    ),
    (
        "def maybe(x: A, flag: bool) -> A | None:\n    return x if flag else None",
        lambda m: f"maybe({m.array().text}, flag)" if "flag" in m.scope.env else "1",
    ),
    (
        'def total(x: NamedArray[*Rest, "embed"]) -> NamedArray[*Rest]:\n    return x.sum("embed")',
        lambda m: f"total({m.array(lambda v: v.axis_names[-1:] == ('embed',)).text})",
    ),
    (
        'def ends(x: NamedArray["batch", *Rest]) -> NamedArray[*Rest, "batch"]:\n'
        '    return x.rearrange((..., "batch"))',
        lambda m: f"ends({m.array(lambda v: v.axis_names[:1] == ('batch',)).text})",
    ),
    (
        "def both(x: NamedArray[*Rest], y: NamedArray[*Rest]) -> NamedArray[*Rest]:\n    return x + y",
        lambda m: (lambda x: f"both({x.text}, {m.array(lambda v: v.axis_names == x.names).text})")(m.array()),
    ),
    (
        "class Box(Generic[T]):\n    def __init__(self, value: T) -> None:\n        self.value = value\n\n"
        "    def get(self) -> T:\n        return self.value",
        lambda m: f"Box({m.array().text}).{m.pick(['get()', 'value'])}",
    ),
    (
        "class Cell(Generic[*Rest]):\n    def __init__(self, value: NamedArray[*Rest]) -> None:\n"
        "        self.value = value\n\n    def get(self) -> NamedArray[*Rest]:\n        return self.value",
        lambda m: f"Cell({m.array().text}).{m.pick(['get()', 'value'])}",
    ),
    (
        '@overload\ndef pick(x: NamedArray["batch embed"]) -> NamedArray["batch"]: ...\n'
        '@overload\ndef pick(x: NamedArray["embed"]) -> NamedArray["embed"]: ...\n'
        'def pick(x: NamedArray) -> NamedArray:\n    return x.sum("embed") if x.has_axis("batch") else x',
        lambda m: f"pick({m.array(lambda v: v.axis_names in (('batch', 'embed'), ('embed',))).text})",
    ),
    (
        "class Config(NamedTuple):\n    size: int = 3\n\n    @property\n    def Embed(self) -> Axis:\n"
        '        return Axis("embed", self.size)',
        lambda m: m.pick(
            ["hax.ones(Config().Embed)", f"{m.array(lambda v: v.shape.get('embed') == 3).text}.sum(Config().Embed)"]
        ),
    ),
    (
        "def pair(x: A, y: T) -> tuple[A, T]:\n    return x, y",
        lambda m: f"pair({m.array().text}, {m.array().text}){m.pick(['', '[0]', '[1]'])}",
    ),
    (
        'def rows(x: NamedArray["batch ..."]) -> Iterator[NamedArray]:\n    yield from x.unbind("batch")',
        lambda m: f"next(rows({m.array(lambda v: v.axis_names[:1] == ('batch',) and v.shape['batch'] == 2).text}))",
    ),
    (
        "def union(x: NamedArray, y: T, flag: bool = True) -> NamedArray | T:\n    return x if flag else y",
        lambda m: f"union({m.array().text}, {m.pick(['1.0', m.array().text])})",
    ),
)
LOGGED: Final = """\
def logged(f: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(f)
    def inner(*args: P.args, **kwargs: P.kwargs) -> T:
        return f(*args, **kwargs)

    return inner
"""
OUTSIDE: Final[tuple[Callable[[Maker], str], ...]] = (
    lambda m: f"jax.tree.map(lambda v: v * 2, {m.array().text})",
    lambda m: f"jax.lax.stop_gradient({m.array().text})",
    lambda m: f"jax.checkpoint(lambda v: v * 2)({m.array().text})",
    lambda m: f'functools.partial(hax.sum, axis="batch")({m.array(lambda v: "batch" in v.axis_names).text})',
    lambda m: f"functools.reduce(lambda a, b: a + b, [{m.array().text}, {m.array().text}])",
    lambda m: f"(lambda v: v + 1)({m.array().text})",
    lambda m: f"max([{m.array().text}, {m.array().text}], key=lambda v: v.ndim)",
    lambda m: f"hax.shard({m.array().text})",
)
"""Calls of functions of others, which people use on arrays."""


def _along(text: str) -> Callable[[Maker], str]:
    """A call of a transform along an axis of an array: `{axis}`, `{x}`, an array with the same axes `{y}`."""

    def call(m: Maker) -> str:
        x = m.of_rank(1)
        axis = m.pick(x.names)
        other = m.array(lambda value: not value.has_axis(axis) or value.shape[axis] == x.value.shape[axis])
        return text.format(axis=m.selector(x, axis), x=x.text, y=other.text, start=f"{x.text}[{axis!r}, 0]")

    return call


TRANSFORMS: Final = (
    _along("hax.vmap(lambda v: v * 2, {axis})({x})"),
    _along("hax.vmap(lambda v: v.sum(), {axis})({x})"),
    _along("hax.vmap(same, {axis})({x})"),
    _along("hax.vmap(lambda v, w: (v + 1, w), {axis})({x}, {y})"),
    _along("hax.vmap(lambda v, w: v.broadcast_axis(Layer) if w.ndim else v, {axis})({x}, {y})"),
    _along("hax.map(lambda v: v - 1, {axis})({x})"),
    _along("hax.fold(lambda c, v: c + v, {axis})({start} * 1.0, {x})"),
    _along("hax.scan(lambda c, v: (c + v, v.sum()), {axis})({start} * 1.0, {x})"),
    _along("jax.jit(lambda v: v.sum({axis}))({x})"),
    _along("hax.named_jit(lambda v: v.sum({axis}))({x})"),
    _along("jax.jit(functools.partial(hax.sum, axis={axis}))({x})"),
    lambda m: f"jax.grad(lambda v: (v * v).sum().scalar())({m.array().text} * 1.0)",
    lambda m: f"jax.jit(same)({m.array().text})",
    lambda m: f"jax.checkpoint(same)({m.array().text})",
    lambda m: f"jax.device_put({m.array().text})",
)
"""Calls of what makes functions of functions."""


def helpers(m: Maker) -> None:
    """Some functions and classes of kinds that are hard to come by."""
    m.run(LOGGED)
    for text, call in m.some(HELPERS, 2, 5):
        if not m.run(text):
            raise AssertionError(text)
        m.known.append(_bound(call, m))
    m.known += [_bound(call, m) for call in (*m.some(OUTSIDE, 1, 3), *m.some(TRANSFORMS, 1, 4))]


def _bound(call: Callable[[Maker], str], m: Maker) -> Callable[[], str]:
    return lambda: call(m)
