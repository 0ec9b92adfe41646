"""A selective state-space model, like Mamba: a recurrence whose decay, writing and reading depend on what it sees."""

from __future__ import annotations

from dataclasses import dataclass

import equinox as eqx
import jax

import haliax as hax
from haliax import Axis, NamedArray
from haliax.haxtyping import Int
from haliax.nn import Dropout, Embedding, Linear, RmsNorm, Stacked


@dataclass(frozen=True)
class Config:
    """The axes of the model, and how much it leaves out while it learns."""

    token: Axis["token"] = Axis("token", 8)
    mark: Axis["mark"] = Axis("mark", 2)
    embed: Axis["embed"] = Axis("embed", 32)
    channel: Axis["channel"] = Axis("channel", 64)
    state: Axis["state"] = Axis("state", 4)
    layer: Axis["layer"] = Axis("layer", 2)
    dropout: float = 0.02


class StateSpace(eqx.Module):
    """For each channel a few states, each of which forgets at a rate of its own.

    What a channel sees says how long a step is: a long one forgets and writes, a short one keeps what is there.
    """

    step: Linear["channel -> channel"]
    write: Linear["channel -> state"]
    read: Linear["channel -> state"]
    log_rate: NamedArray["channel state"]
    skip: NamedArray["channel"]

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> StateSpace:
        step, write, read = jax.random.split(key, 3)
        rates = hax.log(1.0 + hax.arange(config.state))
        return StateSpace(
            step=Linear.init(config.channel, config.channel, key=step),
            write=Linear.init(config.channel, config.state, key=write),
            read=Linear.init(config.channel, config.state, key=read),
            log_rate=hax.broadcast_to(rates, (config.channel, config.state)),
            skip=hax.ones(config.channel),
        )

    def one(
        self, state: NamedArray["batch channel state"], u: NamedArray["batch channel"]
    ) -> tuple[NamedArray["batch channel state"], NamedArray["batch channel"]]:
        """One position: the states after it, and what comes out."""
        step = hax.nn.softplus(self.step(u))
        # With no axis to sum over, dot multiplies each element of one side by each of the other.
        decay = hax.exp(-hax.dot(step, hax.exp(self.log_rate), axis=()))
        state = decay * state + hax.dot(step * u, self.write(u), axis=())
        return state, hax.dot(state, self.read(u), axis="state") + u * self.skip

    def __call__(self, u: NamedArray["batch position channel"]) -> NamedArray["batch position channel"]:
        empty = hax.zeros((u.resolve_axis("batch"), *self.log_rate.axes))
        _, y = hax.scan(self.one, "position")(empty, u)
        return y.rearrange(("batch", "position", "channel"))


class Block(eqx.Module):
    """A state-space model and a gate beside it, added to what went in."""

    norm: RmsNorm["embed"]
    up: Linear["embed -> channel"]
    gate: Linear["embed -> channel"]
    space: StateSpace
    down: Linear["channel -> embed"]
    dropout: Dropout

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> Block:
        up, gate, space, down = jax.random.split(key, 4)
        return Block(
            norm=RmsNorm.init(config.embed),
            up=Linear.init(config.embed, config.channel, key=up),
            gate=Linear.init(config.embed, config.channel, key=gate),
            space=StateSpace.init(config, key=space),
            down=Linear.init(config.channel, config.embed, key=down),
            dropout=Dropout(config.dropout),
        )

    def __call__(
        self, x: NamedArray["batch position embed"], *, key: jax.Array | None = None
    ) -> NamedArray["batch position embed"]:
        """With a key, as in training, some elements are left out."""
        normed = self.norm(x)
        y = self.space(hax.nn.silu(self.up(normed)))
        y = y * hax.nn.silu(self.gate(normed))
        return x + self.dropout(self.down(y), inference=key is None, key=key)


class Model(eqx.Module):
    """From tokens, some of which are marked, to the logits of a token at every position."""

    tokens: Embedding["token -> embed"]
    marks: Embedding["mark -> embed"]
    blocks: Stacked[Block]
    norm: RmsNorm["embed"]
    head: Linear["embed -> token"]

    @staticmethod
    def init(config: Config, *, key: jax.Array) -> Model:
        tokens, marks, blocks, head = jax.random.split(key, 4)
        return Model(
            tokens=Embedding.init(config.token, config.embed, key=tokens),
            marks=Embedding.init(config.mark, config.embed, key=marks),
            blocks=Stacked.init(config.layer, Block)(config, key=jax.random.split(blocks, config.layer.size)),
            norm=RmsNorm.init(config.embed),
            head=Linear.init(config.embed, config.token, key=head),
        )

    def __call__(
        self,
        tokens: Int[NamedArray, "batch position"],
        marks: Int[NamedArray, "batch position"],
        *,
        key: jax.Array | None = None,
    ) -> NamedArray["batch position token"]:
        """With a key, as in training, some elements are left out."""
        x = self.tokens(tokens) + self.marks(marks)
        x = self.blocks.fold(x, key=None if key is None else jax.random.split(key, self.blocks.Block.size))
        return self.head(self.norm(x))


def loss(
    model: Model,
    tokens: Int[NamedArray, "batch position"],
    marks: Int[NamedArray, "batch position"],
    targets: Int[NamedArray, "batch position"],
    *,
    key: jax.Array | None = None,
) -> NamedArray[""]:
    """How surprised the model is by the targets, in nats per token."""
    logits = model(tokens, marks, key=key)
    return hax.nn.cross_entropy_loss(logits, "token", targets)


def accuracy(
    model: Model,
    tokens: Int[NamedArray, "batch position"],
    marks: Int[NamedArray, "batch position"],
    targets: Int[NamedArray, "batch position"],
) -> NamedArray[""]:
    """The share of positions whose likeliest token is the target."""
    return (model(tokens, marks).argmax("token") == targets).mean()
