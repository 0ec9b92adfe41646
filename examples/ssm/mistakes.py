"""Mistakes that people make with axes, each as a small change of `model.py`.

There is no attention here, so two kinds have no place: `Kind.RENAME` and `Kind.SWAPPED`, which is about heads. The
channels and states of a declared array are swapped instead.
"""

from __future__ import annotations

from pathlib import Path

from common.mistakes import Kind, Mistake

MODEL = Path(__file__).with_name("model.py")

MISTAKES = (
    Mistake(
        Kind.WRONG_IN,
        old="y = self.space(hax.nn.silu(self.up(normed)))",
        new="y = self.up(self.up(normed))",
        code="axis-missing",
    ),
    Mistake(
        Kind.WRONG_OUT,
        old="        return self.head(self.norm(x))\n",
        new="        return self.norm(x)\n",
        code="return-value",
        at="return self.norm(x)",
    ),
    Mistake(
        Kind.RESIDUAL,
        old="return x + self.dropout(self.down(y), inference",
        new="return x + self.dropout(y, inference",
        code="axis-broadcast",
    ),
    Mistake(
        Kind.NORM,
        old="        return self.head(self.norm(x))\n",
        new="        return self.norm(self.head(x))\n",
        code="axis-missing",
        at="return self.norm(self.head(x))",
    ),
    Mistake(
        Kind.OTHER_LAYER,
        old="write=Linear.init(config.channel, config.state, key=write)",
        new="write=Linear.init(config.state, config.channel, key=write)",
        code="arg-type",
    ),
    Mistake(
        Kind.TARGETS,
        old='hax.nn.cross_entropy_loss(logits, "token", targets)',
        new='hax.nn.cross_entropy_loss(targets, "token", logits)',
        code="axis-missing",
    ),
    Mistake(
        "channels and states swapped in a declared type",
        old='log_rate: NamedArray["channel state"]',
        new='log_rate: NamedArray["state channel"]',
        code="arg-type",
        at="log_rate=hax.broadcast_to(",
    ),
    Mistake(
        "a carry that loses an axis",
        old="        return state, hax.dot(state,",
        new='        return state.sum("state"), hax.dot(state,',
        code="return-value",
        at='return state.sum("state")',
    ),
    Mistake(
        "product in the place of a sum over channels and states",
        old="hax.dot(step, hax.exp(self.log_rate), axis=())",
        new="(step * self.write(u))",
        code="axis-broadcast",
    ),
)
