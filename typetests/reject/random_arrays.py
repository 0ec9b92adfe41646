"""Random arrays: bounds may not add axes."""

import jax

import haliax as hax
from haliax import Axis

Batch, Embed = hax.make_axes(batch=2, embed=3)
key = jax.random.PRNGKey(0)
low = hax.zeros(Embed)

hax.random.normal(key, (Batch, Batch))  # E: normal: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.normal(key, Batch).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
hax.random.uniform(key, Batch, minval=low)  # E: uniform: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.uniform(key, (Batch, Axis("mlp", 5)), maxval=low)  # E: uniform: [embed] has 'embed', which [batch=2, mlp=5] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.uniform(key, {"batch": 2}).sum("embed")  # E: sum: no axis 'embed' in [batch]  [axis-missing]
hax.random.randint(key, Batch, 0, low.astype(int))  # E: randint: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.randint(key, (Embed, Embed), 0, 3)  # E: randint: axis 'embed' is repeated in [embed=3, embed=3]; name each axis once  [axis-duplicate]
hax.random.normal(key, "batch")  # E(type): normal: argument 'shape' is a value of type str; expected Axis or Sequence[Axis] or Mapping[str, int]  [arg-type]

Mlp = hax.Axis("mlp", 5)
Vocab = hax.Axis("vocab", 13)
logits = hax.zeros((Batch, Vocab))
odds = hax.full(Embed, 0.5)

hax.random.cauchy(key, (Batch, Batch))  # E: cauchy: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.exponential(key, (Batch, Batch))  # E: exponential: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.gumbel(key, (Batch, Batch))  # E: gumbel: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.laplace(key, (Batch, Batch))  # E: laplace: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.logistic(key, (Batch, Batch))  # E: logistic: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.rademacher(key, (Batch, Batch))  # E: rademacher: axis 'batch' is repeated in [batch=2, batch=2]; name each axis once  [axis-duplicate]
hax.random.ball(key, (Batch, Embed), Embed)  # E: ball: axis 'embed' is repeated in [batch=2, embed=3, embed=3]; name each axis once  [axis-duplicate]
hax.random.bernoulli(key, Batch, odds)  # E: bernoulli: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.beta(key, Batch, 2.0, b=odds)  # E: beta: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.binomial(key, Batch, 10, odds)  # E: binomial: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.gamma(key, Batch, odds)  # E: gamma: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.loggamma(key, Batch, odds)  # E: loggamma: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.pareto(key, Batch, odds)  # E: pareto: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.poisson(key, Batch, odds)  # E: poisson: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.t(key, Batch, odds)  # E: t: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.truncated_normal(key, Batch, -2.0, odds)  # E: truncated_normal: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.weibull_min(key, Batch, odds, 1.0)  # E: weibull_min: [embed] has 'embed', which [batch=2] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.categorical(key, logits, "vocabulary")  # E: categorical: no axis 'vocabulary' in [batch, vocab]; did you mean 'vocab'?  [axis-missing]
hax.random.categorical(key, logits, "vocab", Mlp)  # E: categorical: [batch] has 'batch', which [mlp=5] lacks; name every axis of the array, or use broadcast_axis  [axis-broadcast]
hax.random.categorical(key, logits, "vocab").sum("vocab")  # E: sum: no axis 'vocab' in [batch]  [axis-missing]
hax.random.choice(key, Mlp, logits, "embed")  # E: choice: no axis 'embed' in [batch, vocab]  [axis-missing]
hax.random.choice(key, Batch, logits, "vocab")  # E: choice: axis 'batch' is already in [batch, vocab]; choose another name or rename it first  [axis-duplicate]
hax.random.choice(key, Mlp, logits, "vocab", p=odds)  # E: choice: needs arrays with the same axes, got [vocab] and [embed]; broadcast or rename them first  [axis-order]
hax.random.permutation(key, logits, "embed")  # E: permutation: no axis 'embed' in [batch, vocab]  [axis-missing]
