"""Where an error is seen: the line of the user, then at most two of ours; and the line that jax notes for a program."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

import jax
import pytest

import haliax as hax
from haliax.errors import AxisError, Fault
from tests.cases import Case
from tests.refusals import REFUSALS
from tests.running import arrays_of, op_of

HOME = str(Path(hax.__file__).parent) + os.sep

Batch, Embed = hax.make_axes(batch=3, embed=5)
x = hax.ones((Batch, Embed))


def frames(traceback: TracebackType | None) -> list[FrameType]:
    found = []
    while traceback is not None:
        found.append(traceback.tb_frame)
        traceback = traceback.tb_next
    return found


def after_the_last_of_the_user(error: BaseException) -> tuple[FrameType, list[FrameType]]:
    """The last frame that is none of ours or of jax, and the frames of ours after it that are shown."""
    found = frames(error.__traceback__)
    theirs = [i for i, frame in enumerate(found) if Path(frame.f_code.co_filename).parts[-2:-1] == ("tests",)]
    shown = [frame for frame in found[theirs[-1] + 1 :] if not frame.f_locals.get("__tracebackhide__")]
    return found[theirs[-1]], [frame for frame in shown if frame.f_code.co_filename.startswith(HOME)]


@pytest.mark.parametrize("case", REFUSALS, ids=str)
def test_operations(case: Case) -> None:
    with pytest.raises(AxisError) as caught:
        case.call(op_of(case), *arrays_of(case))
    assert len(after_the_last_of_the_user(caught.value)[1]) <= 2


def wrong(row: Any) -> Any:
    return row.sum("embd")


def wrong_in_loop(carry: Any, row: Any) -> Any:
    return carry, row.sum("embd")


def shrinking(carry: Any, row: Any) -> Any:
    return carry.sum("embed")


CALLS: list[Callable[[], Any]] = [
    lambda: x[0],
    lambda: x["embd", 0],
    lambda: x.at["embd", 0].set(1),
    lambda: x.rearrange("batch -> batch"),
    lambda: x.rename({"embd": "mlp"}),
    lambda: x.scalar(),
    lambda: x + hax.ones({"mlp": 2}),
    lambda: hax.dot(x, x, axis="mlp"),
    lambda: hax.vmap(lambda row: row, "bach")(x),
    lambda: hax.fold(shrinking, "batch")(x.sum("batch"), x),
]


@pytest.mark.parametrize("call", CALLS)
def test_calls(call: Callable[[], Any]) -> None:
    with pytest.raises(Fault) as caught:
        call()
    frame, ours = after_the_last_of_the_user(caught.value)
    assert frame.f_code is call.__code__
    assert len(ours) <= 2


INSIDE: list[tuple[Callable[..., Any], Callable[[], Any]]] = [
    (wrong, lambda: hax.vmap(wrong, "batch")(x)),
    (wrong, lambda: hax.map(wrong, "batch")(x)),
    (wrong, lambda: jax.jit(hax.vmap(wrong, "batch"))(x)),
    (wrong, lambda: hax.vmap(hax.vmap(wrong, "batch"), "embed")(x)),
    (wrong_in_loop, lambda: hax.scan(wrong_in_loop, "batch")(x.sum("batch"), x)),
    (wrong_in_loop, lambda: hax.scan(wrong_in_loop, "batch", remat=True)(x.sum("batch"), x)),
]


@pytest.mark.parametrize(("function", "call"), INSIDE)
def test_inside_of_transforms(function: Callable[..., Any], call: Callable[[], Any]) -> None:
    with pytest.raises(Fault) as caught:
        call()
    frame, ours = after_the_last_of_the_user(caught.value)
    assert frame.f_code is function.__code__
    assert len(ours) <= 2


def test_programs_name_the_line_of_the_user() -> None:
    def program(x: hax.NamedArray) -> hax.NamedArray:
        y = hax.vmap(lambda row: hax.nn.softmax(row, "embed"), "batch")(x)
        return hax.fold(lambda carry, row: carry + row, "batch")(y.sum("batch"), hax.dot(y, y, axis="embed"))

    text = jax.make_jaxpr(program)(x).pretty_print(source_info=True)
    noted = [line.rpartition("# ")[2] for line in text.splitlines() if "# " in line]
    assert len(noted) > 5
    assert all(Path(__file__).name in place for place in noted)
