"""Mistakes that people make with axes, each as a small change of `model.py`."""

from __future__ import annotations

from pathlib import Path

from common.mistakes import Kind, Mistake

MODEL = Path(__file__).with_name("model.py")

MISTAKES = (
    Mistake(
        Kind.WRONG_IN,
        old="return self.down(hax.nn.gelu(self.up(x)))",
        new="return self.down(hax.nn.gelu(x))",
        code="axis-missing",
    ),
    Mistake(
        Kind.WRONG_OUT,
        old="return self.down(hax.nn.gelu(self.up(x)))",
        new="return hax.nn.gelu(self.up(x))",
        code="return-value",
    ),
    Mistake(
        Kind.RESIDUAL,
        old="        x = x + attended\n        return x + self.mlp(self.mlp_norm(x)), kept",
        new="        x = x + kept[0]\n        return x + self.mlp(self.mlp_norm(x)), kept",
        code="axis-broadcast",
        at="x = x + kept[0]",
    ),
    Mistake(
        Kind.NORM,
        old="self.dropout(self.mlp(self.mlp_norm(x)), inference",
        new="self.dropout(self.mlp_norm(self.mlp.up(x)), inference",
        code="axis-missing",
    ),
    Mistake(
        Kind.RENAME,
        old='        k = k.rename({"position": "key_position"})\n',
        new="",
        code="axis-missing",
        at='k.resolve_axis("key_position")',
    ),
    Mistake(
        Kind.SWAPPED,
        old='    qkv: Linear["embed -> qkv head head_dim"]\n',
        new='    qkv: Linear["embed -> qkv head_dim head"]\n',
        code="arg-type",
        at="qkv=Linear.init(",
    ),
    Mistake(
        Kind.OTHER_LAYER,
        old="positions=Embedding.init(config.position, config.embed,",
        new="positions=Embedding.init(config.vocab, config.embed,",
        code="arg-type",
    ),
    Mistake(
        Kind.TARGETS,
        old='hax.nn.cross_entropy_loss(logits, "vocab", targets)',
        new='hax.nn.cross_entropy_loss(targets, "vocab", logits)',
        code="axis-missing",
    ),
    Mistake(
        "forgotten lookup",
        old="x = self.tokens(tokens) + self.positions(places)",
        new="x = tokens + self.positions(places)",
        code="axis-broadcast",
    ),
)
