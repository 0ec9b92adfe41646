"""The words of each mistake that only networks make, raised by a call, and said by the rule of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest

import haliax as hax
from haliax.nn import attention
from haliax.pure import nn_errors
from tests.messages import assert_told

BATCH, POSITION, EMBED = hax.make_axes(batch=2, position=3, embed=5)
X, IDS = hax.ones((BATCH, POSITION, EMBED)), hax.zeros((BATCH, POSITION), dtype=int)

# By the function that words it: a call, the kind, and the text.
MESSAGES: dict[str, tuple[Callable[[], Any], str, str]] = {
    "swapped": (
        lambda: hax.nn.cross_entropy_loss(IDS, "embed", X),
        "missing",
        "cross_entropy_loss: no axis 'embed' in the logits [batch=2, position=3], but in the targets "
        "[batch=2, position=3, embed=5]; pass the logits first",
    ),
    "not_renamed": (
        lambda: attention.dot_product_attention("position", "embed", X, X, X),
        "duplicate",
        "dot_product_attention: axis 'position' is in the query [batch=2, position=3, embed=5] and in the key "
        "[batch=2, position=3, embed=5], so no query could look at another position; rename it in key and value, as in "
        "key.rename({'position': 'key_position'}), and pass that as KPos",
    ),
    "one_position": (
        lambda: attention.causal_mask(POSITION, POSITION),
        "duplicate",
        "causal_mask: axis 'position' is given for the queries and for the keys; give the keys another name, as in "
        "KPos.alias('key_position')",
    ),
}


def test_each_has_a_call() -> None:
    functions = [f for f in vars(nn_errors).values() if inspect.isfunction(f) and f.__module__ == nn_errors.__name__]
    assert {function.__name__ for function in functions} == MESSAGES.keys()


@pytest.mark.parametrize("name", MESSAGES)
def test_message(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call, kind, text = MESSAGES[name]
    assert_told(monkeypatch, nn_errors, name, call, kind, text)
