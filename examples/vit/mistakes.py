"""Mistakes that people make with axes, each as a small change of `model.py`."""

from __future__ import annotations

from pathlib import Path

from common.mistakes import Kind, Mistake

MODEL = Path(__file__).with_name("model.py")

MISTAKES = (
    Mistake(
        Kind.WRONG_IN,
        old="grid = self.patches(pixels)",
        new="grid = self.patches(images)",
        code="axis-missing",
    ),
    Mistake(
        Kind.WRONG_OUT,
        old='return self.head(self.norm(x).mean("patch"))',
        new='return self.norm(x).mean("patch")',
        code="return-value",
    ),
    Mistake(
        Kind.RESIDUAL,
        old="x = x + self.dropout(self.attention(self.attention_norm(x)),",
        new="x = x + self.dropout(self.attention.query(self.attention_norm(x)),",
        code="axis-broadcast",
    ),
    Mistake(
        Kind.NORM,
        old='self.head(self.norm(x).mean("patch"))',
        new="self.norm(self.head(x))",
        code="axis-missing",
    ),
    Mistake(
        Kind.RENAME,
        old='k = self.key(x).rename({"patch": "key_patch"})',
        new="k = self.key(x)",
        code="axis-missing",
        at="dot_product_attention(",
    ),
    Mistake(
        Kind.SWAPPED,
        old='value: Linear["embed -> head head_dim"]',
        new='value: Linear["embed -> head_dim head"]',
        code="arg-type",
        at="value=Linear.init(",
    ),
    Mistake(
        Kind.OTHER_LAYER,
        old="patches=Linear.init(config.pixel, config.embed, key=patches)",
        new="patches=Linear.init(config.embed, config.label, key=patches)",
        code="arg-type",
    ),
    Mistake(
        Kind.TARGETS,
        old='hax.nn.cross_entropy_loss(logits, "label", labels)',
        new='hax.nn.cross_entropy_loss(labels, "label", logits)',
        code="axis-missing",
    ),
)
