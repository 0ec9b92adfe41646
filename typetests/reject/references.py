"""What is read of a reference, and what is written to it or to a part of an array, must fit."""

import jax.numpy as jnp

import haliax as hax
from haliax import NamedArray, NamedRef

x = hax.ones({"batch": 2, "embed": 3})
of_batch, of_embed, query = hax.ones({"batch": 2}), hax.ones({"embed": 3}), hax.ones({"query": 5})
i = jnp.array(0)

x.at["batch", 0].set(of_batch)  # E: at: the update [batch] has 'batch', which [embed] lacks; take a part of it, or rename its axis  [axis-broadcast] ^ of_batch
x.at["batch", 0].add(query)  # E: at: the update [query] has 'query', which [embed] lacks; …  [axis-broadcast]
x.at["batch", 0, "embed", 1].multiply(of_embed)  # E: at: the update [embed] has 'embed', which [] lacks; …  [axis-broadcast]
x.at["batch", :].max(update=query)  # E: at: the update [query] has 'query', which [batch, embed] lacks; …  [axis-broadcast]
x.at["embed", of_batch.astype(int)].min(of_embed)  # E: at: the update [embed] has 'embed', which [batch] lacks; …  [axis-broadcast]
x.updated_slice({"embed": 0}, query)  # E: updated_slice: the update [query] has 'query', which [batch, embed] lacks; …  [axis-broadcast]

ref = hax.new_ref(x)
ref["typo", 0]  # E: index: no axis 'typo' in [batch, embed]  [axis-missing]
ref["typo", 0] = 1.0  # E: index: no axis 'typo' in [batch, embed]  [axis-missing]
ref["typo", i]  # E: index: no axis 'typo' in [batch, embed]  [axis-missing]
ref[0]  # E: index: expected x["axis", index, ...] or x[{"axis": index}], got x[0]; an index follows its axis  [axis-kind]
ref["batch", 0] = of_batch  # E: index: the update [batch] has 'batch', which [embed] lacks; …  [axis-broadcast]
ref[...] = query  # E: index: the update [query] has 'query', which [batch, embed] lacks; …  [axis-broadcast]
ref.slice({"batch": 0})["batch", 0]  # E: index: no axis 'batch' in [embed]  [axis-missing]
hax.swap(ref, ("batch", 0), query)  # E: index: the update [query] has 'query', which [embed] lacks; …  [axis-broadcast]
hax.get(ref, ("typo", 0))  # E: index: no axis 'typo' in [batch, embed]  [axis-missing]
ref["batch", 0].sum("batch")  # E: sum: no axis 'batch' in [embed]  [axis-missing]


def fill(cache: NamedRef["batch embed"], row: NamedArray["batch"]) -> None:
    cache["batch", 0] = row  # E: index: the update [batch] has 'batch', which [embed] lacks; …  [axis-broadcast]


fill(ref, of_batch)
fill(hax.new_ref(of_batch), of_batch)  # E(static): … incompatible type "NamedRef[Literal['batch']]"; expected "NamedRef[Literal['batch'], Literal['embed']]"  [arg-type]
