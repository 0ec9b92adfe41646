"""An Axis carries its name, and its size where that is written out."""

import haliax as hax
from haliax import Axis

Embed = Axis("embed", 512)
Heads = Axis(name="heads", size=8)
Batch, Position = hax.make_axes(batch=2, position=3)

# The constructor.
reveal_type(Embed)  # R: Axis[embed, 512]
reveal_type(Heads)  # R: Axis[heads, 8]
reveal_type(Axis(size=3, name="x"))  # R: Axis[x, 3]

# make_axes gives as many as it is given keywords.
reveal_type(Batch)  # R: Axis[batch, 2]
reveal_type(Position)  # R: Axis[position, 3]
reveal_type(hax.make_axes(a=1, b=2))  # R: tuple[Axis[a, 1], Axis[b, 2]]
reveal_type(hax.make_axes(a=1)[0])  # R: Axis[a, 1]

# alias and resize keep one half each.
reveal_type(Position.alias("key_position"))  # R: Axis[key_position, 3]
reveal_type(Position.resize(7))  # R: Axis[position, 7]
reveal_type(Position.alias("key").resize(7).alias("query"))  # R: Axis[query, 7]
reveal_type(Embed.name)  # R: 'embed'
reveal_type(Embed.size)  # R: 512


def sizes_from_outside(size: int, name: str) -> None:
    Mlp = Axis("mlp", size)
    reveal_type(Mlp)  # R: Axis[mlp]
    reveal_type(Mlp.size)  # R: int
    reveal_type(Mlp.name)  # R: 'mlp'
    reveal_type(Mlp.alias("hidden"))  # R: Axis[hidden]
    reveal_type(Mlp.resize(4))  # R: Axis[mlp, 4]
    reveal_type(Mlp.resize(4 * size))  # R: Axis[mlp]
    reveal_type(Axis(name, 5).size)  # R: 5
    reveal_type(Axis(name, size).name)  # R: str
    reveal_type(hax.make_axes(a=size, b=1))  # R: tuple[Axis[a], Axis[b, 1]]
    Half = Embed.resize(Embed.size // 2)
    reveal_type(hax.zeros(Half))  # R: [embed]


sizes_from_outside(11, "any")

# Arrays made from them, and operations that are given them.
x = hax.zeros((Batch, Position, Heads))
reveal_type(x)  # R: [batch, position, heads]
reveal_type(x.sum(Heads))  # R: [batch, position]
reveal_type(x.rename({Position: Position.alias("query")}))  # R: [batch, query, heads]
reveal_type(hax.zeros(Heads.alias("groups")))  # R: [groups]


# Axes that come as parameters, fields and properties.
class Config:
    embed: int = 512
    Layers = Axis("layers", 3)

    def __init__(self) -> None:
        self.Vocab = Axis("vocab", 7)

    @property
    def Embed(self) -> Axis["embed"]:
        return Axis("embed", self.embed)

    @property
    def EmbedAndVocab(self) -> tuple[Axis["embed"], Axis["vocab"]]:
        return self.Embed, self.Vocab


config = Config()
reveal_type(config.Embed)  # R: Axis[embed]
reveal_type(config.Layers)  # R: Axis[layers]
reveal_type(config.Vocab)  # R: Axis[vocab]
reveal_type(hax.zeros((config.Vocab, config.Embed)))  # R: [vocab, embed]
reveal_type(hax.zeros(config.EmbedAndVocab))  # R: [embed, vocab]


def new_head(Embed: Axis["embed"], Vocab: Axis["vocab", 7]) -> None:
    reveal_type(Vocab.size)  # R: 7
    reveal_type(hax.ones((Vocab, Embed)))  # R: [vocab, embed]


new_head(config.Embed, config.Vocab)
