"""A reference has the axes of its array, and gives them where it is read."""

import haliax as hax
from haliax import NamedRef

x = hax.ones({"batch": 2, "embed": 3})
ref = hax.new_ref(x)

reveal_type(ref[...])  # R: [batch, embed]
reveal_type(ref["batch", 0])  # R: [embed]
reveal_type(ref[{"embed": slice(1)}])  # R: [batch, embed]
reveal_type(ref.value())  # R: [batch, embed]
reveal_type(ref.slice({"batch": 0}).value())  # R: [embed]
reveal_type(ref.slice({"batch": 0})["embed", 1])  # R: []
reveal_type(ref.slice({"batch": 0}).unsliced().value())  # R: [...]
reveal_type(hax.get(ref))  # R: [batch, embed]
reveal_type(hax.get(ref, ("batch", 0)))  # R: [embed]
reveal_type(hax.swap(ref, ("batch", 0), 1.0))  # R: [embed]

ref["batch", 0] = 1.0
ref["batch", 0] = hax.ones({"embed": 3})
ref[...] = x


def vague(some: NamedRef["batch ..."], bare: NamedRef, either: NamedRef["batch"] | NamedRef["embed batch"]) -> None:
    reveal_type(some["batch", 0])  # R: [...]
    reveal_type(bare["batch", 0])  # R: [...]
    reveal_type(bare.value())  # R: [...]
    reveal_type(either["batch", 0])  # R: [] | [embed]
    reveal_type(either["embed", 0])  # R: [batch]
    bare["batch", 0] = hax.ones({"query": 5})
    some["batch", 0] = hax.ones({"embed": 3})


vague(ref, hax.new_ref(hax.ones({"batch": 2, "query": 5})), hax.new_ref(hax.ones({"embed": 2, "batch": 3})))
reveal_type(hax.freeze(ref))  # R: [batch, embed]
