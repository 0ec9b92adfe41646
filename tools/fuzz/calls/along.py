"""Calls of operations along axes: reductions, scans, sorting, counting, normalizations, transforms."""

from __future__ import annotations

from typing import Any

from haliax.core import NamedArray
from haliax.pure.operation import Operation
from tools.fuzz.calls.elementwise import is_bool, is_int
from tools.fuzz.calls.table import draws
from tools.fuzz.making import Maker, path


@draws("_reduction")
def reduction(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    extra = ""
    if m.chance(0.1) and op.name not in ("amax", "amin", "ptp", "nanmax", "nanmin", "product"):
        extra = f"where={x.text} > 0"
    if m.chance(0.1):
        return m.call(op, x.text, extra)
    axis = m.selection(x, m.some(x.names, 1, 2))
    return m.call(op, x.text, axis if m.chance(0.8) else f"axis={axis}", extra)


@draws("_position")
def position(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return m.call(op, x.text, m.pick(["None", *(m.selector(x, name) for name in x.names)]))


@draws("_scan", "_sort")
def scan(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return m.call(op, x.text, m.selector(x, m.pick(x.names)))


@draws("argsort")
def argsort(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return m.call(op, x.text, "None" if m.chance(0.15) else m.selector(x, m.pick(x.names)))


@draws("_normalization", "_logsumexp")
def normalization(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    axis = "" if m.chance(0.1) else m.selection(x, m.some(x.names, 1, 2))
    return f"{path(op)}({', '.join(filter(None, (x.text, axis)))})"


@draws("_on_each_device", "_in_parts")
def collective(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return f"hax.{op.name}({x.text}, {m.selector(x, m.pick(x.names))})"


@draws("ppermute")
def ppermute(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return f"hax.ppermute({x.text}, {m.selector(x, m.pick(x.names))}, {m.pick(['1', '-1', '[(0, 0)]'])})"


@draws("roll")
def roll(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    names = m.some(x.names, 1, 2)
    shift = "1" if len(names) == 1 else "(1, 2)"
    inside = ", ".join(m.selector(x, name) for name in names)
    return f"hax.roll({x.text}, {shift}, {inside if len(names) == 1 else f'({inside})'})"


@draws("pad")
def pad(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    widths = ", ".join(f"{m.selector(x, name)}: ({m.pick('012')}, {m.pick('01')})" for name in m.some(x.names, 1, 2))
    return f"hax.pad({x.text}, {{{widths}}})"


@draws("tile")
def tile(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    counts = ", ".join(f"{m.selector(x, name)}: {m.pick('0123')}" for name in m.some(x.names, 1, 2))
    return f"hax.tile({x.text}, {{{counts}}})"


@draws("repeat", "diff")
def changed(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    count = m.pick(["2", "1", "3"]) if op.name == "repeat" else m.pick(["1", "2"])
    return f"{path(op)}({x.text}, {m.selector(x, m.pick(x.names))}, {count})"


@draws("packbits")
def packbits(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim > 0 and is_bool(v))
    return f"hax.packbits({x.text}, {m.selector(x, m.pick(x.names))})"


@draws("unpackbits")
def unpackbits(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim > 0 and v.dtype == "uint8")
    return f"hax.unpackbits({x.text}, {m.selector(x, m.pick(x.names))}{m.pick(['', ', count=5'])})"


@draws("top_k")
def top_k(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    name = m.pick(x.names)
    new = m.pick(["", "", f', "{m.absent(x.value)}"', f', Axis("{m.absent(x.value)}", 2)'])
    return f"hax.top_k({x.text}, {m.selector(x, name)}, 2{new})"


@draws("searchsorted")
def searchsorted(m: Maker, op: Operation[Any]) -> str:
    return f"hax.searchsorted({m.of_rank(1, 1).text}, {m.array().text})"


@draws("bincount")
def bincount(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim == 1 and is_int(v))
    return f"hax.bincount({x.text}, {m.axis(m.pick(['vocab', 'width']), 5)})"


@draws("nonzero")
def nonzero(m: Maker, op: Operation[Any]) -> str:
    return f'hax.nonzero({m.of_rank(1).text}, size=Axis("{m.pick(["vocab", "found"])}", 4))'


@draws("_trace", "_triangle")
def matrix(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(2)
    first, second = m.some(x.names, 2, 2)
    return m.call(op, x.text, m.selector(x, first), m.selector(x, second))


@draws("_pool")
def pool(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim >= 1 and not is_bool(v) and "complex" not in str(v.dtype))
    names = m.some(x.names, 1, 2)
    window = m.shape(names, {name: min(m.pick([1, 2, 3]), x.value.axis_size(name)) for name in names})
    function = ("0", "jnp.add") if op.name == "pool" else ()
    stride = m.pick(["", "2", f"({', '.join('12'[: len(names)])},)"])
    ways = ["", 'padding="SAME"', "padding=0", "use_ceil=True"]
    return m.call(op, window, x.text, *function, stride and f"stride={stride}", m.pick(ways))


@draws("one_hot")
def one_hot(m: Maker, op: Operation[Any]) -> str:
    x = m.array(is_int)
    name = m.absent(x.value)
    return f"hax.nn.one_hot({x.text if m.chance(0.9) else '3'}, {m.axis(name, 4)})"


@draws("fft", "ifft", "rfft", "irfft", "hfft", "ihfft")
def fourier(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    if "h" in op.name or m.chance(0.6):
        axis = m.selector(x, m.pick(x.names))
    else:
        names = m.some(x.names, 1, 2)
        axis = m.pick(
            [
                "(" + ", ".join(m.axis(name, m.pick([4, 6])) for name in names) + ",)",
                m.selection(x, names),
                "{" + ", ".join(f'"{name}": {m.pick(["4", "None"])}' for name in names) + "}",
                "None",
            ]
        )
    return f"{path(op)}({x.text}, {axis})"


@draws("_shift")
def shifted(m: Maker, op: Operation[Any]) -> str:
    x = m.of_rank(1)
    return f"{path(op)}({x.text}{m.pick(['', ', ' + m.selection(x, m.some(x.names, 1, 2))])})"


@draws("_fftfreq", "_rfftfreq")
def frequencies(m: Maker, op: Operation[Any]) -> str:
    name = m.pick(["position", "width", "vocab"])
    return f"{path(op)}({m.axis(name, m.pick([4, 11, 17]))})"


def _is_line(value: NamedArray) -> bool:
    return value.ndim == 1


@draws("poly", "_polyint", "_polyder")
def polynomial(m: Maker, op: Operation[Any]) -> str:
    x = m.array(_is_line)
    return f"{path(op)}({x.text}{'' if op.name == 'poly' else m.pick(['', ', 1', ', 2'])})"


@draws("_longer", "_polymul", "_polydiv")
def polynomials(m: Maker, op: Operation[Any]) -> str:
    return f"{path(op)}({m.array(_is_line).text}, {m.array(_is_line).text})"


@draws("polyval")
def polyval(m: Maker, op: Operation[Any]) -> str:
    return f"hax.polyval({m.array(_is_line).text}, {m.array().text})"


@draws("vander")
def vander(m: Maker, op: Operation[Any]) -> str:
    x = m.array(_is_line)
    return f"hax.vander({x.text}, {m.axis(m.absent(x.value), 4)})"


@draws("polyfit")
def polyfit(m: Maker, op: Operation[Any]) -> str:
    x = m.array(lambda v: v.ndim == 1 and not is_bool(v))
    return f"hax.polyfit({x.text}, {x.text} * 2.0, {m.pick('12')})"
