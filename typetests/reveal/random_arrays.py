"""Random arrays have the axes that were asked for; bounds broadcast into them."""

import jax
import jax.numpy as jnp

import haliax as hax
from haliax.random import normal

Batch, Embed = hax.make_axes(batch=2, embed=3)
key = jax.random.PRNGKey(0)
low = hax.zeros(Embed)

reveal_type(hax.random.normal(key, (Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.random.normal(key, Embed))  # R: [embed]
reveal_type(hax.random.normal(key, {"batch": 2}))  # R: [batch]
reveal_type(hax.random.normal(key, ()))  # R: []
reveal_type(hax.random.normal(key, shape=[Embed, Batch], dtype=jnp.float32))  # R: [embed, batch]
reveal_type(normal(key, (Batch, Embed)) * 0.02)  # R: [batch, embed]

reveal_type(hax.random.uniform(key, (Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.random.uniform(key, (Batch, Embed), minval=low, maxval=1.0))  # R: [batch, embed]
reveal_type(hax.random.uniform(key, Embed, minval=-1.0))  # R: [embed]
reveal_type(hax.random.uniform(key, (Batch, Embed), jnp.float32, low, low + 1))  # R: [batch, embed]

reveal_type(hax.random.randint(key, (Batch, Embed), 0, 7))  # R: [batch, embed]
reveal_type(hax.random.randint(key, Batch, minval=0, maxval=hax.full(Batch, 3)))  # R: [batch]
reveal_type(hax.random.randint(key, (Embed, Batch), low.astype(jnp.int32), 3))  # R: [embed, batch]

Mlp = hax.Axis("mlp", 5)
Vocab = hax.Axis("vocab", 13)
share = hax.full(Embed, 0.5)
logits = hax.zeros((Batch, Vocab, Embed))

reveal_type(hax.random.cauchy(key, (Batch, Embed)))  # R: [batch, embed]
reveal_type(hax.random.exponential(key, Embed))  # R: [embed]
reveal_type(hax.random.gumbel(key, {"batch": 2}))  # R: [batch]
reveal_type(hax.random.laplace(key, ()))  # R: []
reveal_type(hax.random.logistic(key, shape=[Embed, Batch], dtype=jnp.float32))  # R: [embed, batch]
reveal_type(hax.random.rademacher(key, (Batch, Embed), jnp.int32))  # R: [batch, embed]
reveal_type(hax.random.ball(key, (Batch, Embed), Mlp))  # R: [batch, embed, mlp]
reveal_type(hax.random.ball(key, (), D=Mlp, p=1.0))  # R: [mlp]

reveal_type(hax.random.bernoulli(key, (Batch, Embed), share))  # R: [batch, embed]
reveal_type(hax.random.bernoulli(key, Batch, p=0.5))  # R: [batch]
reveal_type(hax.random.beta(key, (Batch, Embed), 2.0, share))  # R: [batch, embed]
reveal_type(hax.random.binomial(key, (Embed, Batch), 10, share))  # R: [embed, batch]
reveal_type(hax.random.gamma(key, (Batch, Embed), share, dtype=jnp.float32))  # R: [batch, embed]
reveal_type(hax.random.loggamma(key, (Batch, Embed), a=share))  # R: [batch, embed]
reveal_type(hax.random.pareto(key, Embed, share))  # R: [embed]
reveal_type(hax.random.poisson(key, (Batch, Embed), lam=share))  # R: [batch, embed]
reveal_type(hax.random.t(key, (Batch, Embed), df=2))  # R: [batch, embed]
reveal_type(hax.random.truncated_normal(key, (Batch, Embed), -2.0, 2.0))  # R: [batch, embed]
reveal_type(hax.random.weibull_min(key, (Batch, Embed), share, 1.5))  # R: [batch, embed]

reveal_type(hax.random.categorical(key, logits, "vocab"))  # R: [batch, embed]
reveal_type(hax.random.categorical(key=key, logits=logits, axis=Vocab))  # R: [batch, embed]
reveal_type(hax.random.categorical(key, logits, "vocab", (Embed, Mlp, Batch)))  # R: [embed, mlp, batch]
reveal_type(hax.random.choice(key, Mlp, logits, "vocab"))  # R: [batch, mlp, embed]
reveal_type(hax.random.choice(key, (Mlp, Vocab), logits, axis=Vocab, replace=True))  # R: [batch, mlp, vocab, embed]
reveal_type(hax.random.choice(key, (), share, "embed", p=share))  # R: []
reveal_type(hax.random.permutation(key, logits, "vocab"))  # R: [batch, vocab, embed]
reveal_type(hax.random.permutation(key, logits, Batch, independent=True))  # R: [batch, vocab, embed]
