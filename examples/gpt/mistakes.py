"""Mistakes that people make with axes, each as a small change of `model.py`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MODEL = Path(__file__).with_name("model.py")


@dataclass(frozen=True)
class Mistake:
    """One edit that breaks the model.

    Attributes:
        name: What it is, in a few words.
        old: The text that it replaces, which stands in the model once.
        new: The text in its place.
        code: The code of the error that mypy must report.
        at: Part of the line that it must report, where that is not `new`.
    """

    name: str
    old: str
    new: str
    code: str
    at: str = ""

    @property
    def line(self) -> str:
        """Part of the line that mypy must report."""
        return self.at or self.new

    @property
    def module(self) -> str:
        """The name of the broken copy."""
        return self.name.replace(" ", "_")

    def apply(self, source: str) -> str:
        """The source with the mistake in it.

        Raises:
            ValueError: If `old` does not stand there exactly once.
        """
        if source.count(self.old) != 1:
            raise ValueError(f"'{self.name}' does not fit the model: found {source.count(self.old)} times: {self.old}")
        return source.replace(self.old, self.new)


MISTAKES = (
    Mistake(
        "wrong contraction",
        old='hax.dot(hidden, self.down, axis="mlp")',
        new='hax.dot(hidden, self.down, axis="embed")',
        code="return-value",
    ),
    Mistake(
        "reduction over an absent axis",
        old='x = x - x.mean("embed")',
        new='x = x - x.mean("embd")',
        code="axis-missing",
    ),
    Mistake(
        "missing rename",
        old='        k = k.rename({"position": "key_position"})\n',
        new="",
        code="arg-type",
        at="causal(scores)",
    ),
    Mistake(
        "wrong rearrange",
        old='"{batch position qkv head head_dim} -> qkv batch head position head_dim"',
        new='"{batch position qkv head} -> qkv batch head position"',
        code="axis-order",
    ),
    Mistake(
        "wrong return annotation",
        old='-> NamedArray["position key_position"]:',
        new='-> NamedArray["key_position position"]:',
        code="return-value",
        at="return hax.arange(position)",
    ),
    Mistake(
        "swapped arguments",
        old="return cross_entropy(logits, targets)",
        new="return cross_entropy(targets, logits)",
        code="arg-type",
    ),
    Mistake(
        "forgotten lookup",
        old='x = self.tokens.take("vocab", tokens) + self.positions',
        new="x = self.tokens + self.positions",
        code="axis-broadcast",
    ),
)
