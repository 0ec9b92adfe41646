"""The example that reads a checkpoint of GPT-2: it computes what the same arrays give by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import haliax as hax
from checkpoint.__main__ import SMALL, main, random_checkpoint, read
from haliax.state_dict import StateDictError, save_state_dict

Array = np.ndarray[Any, Any]


def layer_norm(x: Array, d: dict[str, Array], name: str) -> Array:
    x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5)
    return x * d[f"{name}.weight"] + d[f"{name}.bias"]


def conv1d(x: Array, d: dict[str, Array], name: str) -> Array:
    return x @ d[f"{name}.weight"] + d[f"{name}.bias"]


def gelu(x: Array) -> Array:
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def attention(x: Array, d: dict[str, Array], name: str) -> Array:
    q, k, v = np.split(conv1d(x, d, f"{name}.c_attn"), 3, axis=-1)
    heads = []
    for q_, k_, v_ in zip(*(np.split(part, SMALL.head.size, axis=-1) for part in (q, k, v)), strict=True):
        scores = np.exp(q_ @ k_.swapaxes(-1, -2) / np.sqrt(SMALL.head_dim.size)) * np.tri(x.shape[-2])
        heads.append(scores / scores.sum(-1, keepdims=True) @ v_)
    return conv1d(np.concatenate(heads, -1), d, f"{name}.c_proj")


def gpt2(d: dict[str, Array], tokens: Array) -> Array:
    x = d["wte.weight"][tokens] + d["wpe.weight"][: tokens.shape[-1]]
    for block in range(SMALL.blocks):
        x = x + attention(layer_norm(x, d, f"h.{block}.ln_1"), d, f"h.{block}.attn")
        hidden = conv1d(layer_norm(x, d, f"h.{block}.ln_2"), d, f"h.{block}.mlp.c_fc")
        x = x + conv1d(gelu(hidden), d, f"h.{block}.mlp.c_proj")
    return layer_norm(x, d, "ln_f") @ d["wte.weight"].T


def test_it_computes_what_the_arrays_give_by_hand(tmp_path: Path) -> None:
    arrays = random_checkpoint(SMALL)
    save_state_dict(arrays, tmp_path, max_shard_size=10_000)
    tokens = np.random.default_rng(1).integers(SMALL.vocab.size, size=(2, 11))
    logits = read(tmp_path, SMALL)(hax.named(tokens, ("batch", "position")))
    found = logits.rearrange(("batch", "position", "vocab")).array
    np.testing.assert_allclose(found, gpt2(arrays, tokens), rtol=2e-3, atol=2e-3)


def test_a_checkpoint_of_another_size_is_refused(tmp_path: Path) -> None:
    arrays = random_checkpoint(SMALL)
    arrays["h.1.attn.c_attn.weight"] = arrays["h.1.attn.c_attn.weight"][:, :30]
    save_state_dict(arrays, tmp_path)
    text = r"'h\.1\.attn\.c_attn\.weight' has shape \(12, 30\); expected \(12, 36\), .* \[embed=12, \(qkv=3, head=2"
    with pytest.raises(StateDictError, match=text):
        read(tmp_path, SMALL)


def test_it_runs(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["checkpoint"])
    main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "43 arrays in 3 files" and lines[1].startswith("after 0 1 2 ... 9: ")
