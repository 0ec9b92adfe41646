"""Mistakes that people make with axes, each as a small change of `model.py`."""

from __future__ import annotations

from pathlib import Path

from common.mistakes import Kind, Mistake

MODEL = Path(__file__).with_name("model.py")

MISTAKES = (
    Mistake(
        Kind.WRONG_IN,
        old="return self.c_proj(hax.nn.gelu(self.c_fc(x)))",
        new="return self.c_proj(hax.nn.gelu(x))",
        code="axis-missing",
    ),
    Mistake(
        Kind.WRONG_OUT,
        old="return self.c_proj(hax.nn.gelu(self.c_fc(x)))",
        new="return hax.nn.gelu(self.c_fc(x))",
        code="return-value",
    ),
    Mistake(
        Kind.RESIDUAL,
        old="return x + self.mlp(self.ln_2(x))",
        new="return x + self.mlp.c_fc(self.ln_2(x))",
        code="axis-broadcast",
    ),
    Mistake(
        Kind.NORM,
        old="return self.tokens.unembed(self.norm(x))",
        new="return self.norm(self.tokens.unembed(x))",
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
        old='c_attn: Conv1D["embed -> qkv head head_dim"]',
        new='c_attn: Conv1D["embed -> qkv head_dim head"]',
        code="arg-type",
        at="Conv1D.init(config.embed, (config.qkv, *heads), key=attn)",
    ),
    Mistake(
        Kind.OTHER_LAYER,
        old="hax.nn.Embedding.init(config.position, config.embed, key=positions)",
        new="hax.nn.Embedding.init(config.vocab, config.embed, key=positions)",
        code="arg-type",
    ),
    # There is no loss in this example, since nothing is learned: `Kind.TARGETS` has no place.
)
