"""What notebooks show of a named array."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, NamedArray
from haliax.notebook.picture import picture_of

MATRIX = hax.named(np.linspace(-3, 1, 600, dtype=np.float32).reshape(20, 30), ("batch", "embed"))


def pixels(html: str) -> tuple[np.ndarray[Any, Any], bytes]:
    """The numbers of the picture and its palette, read as the PNG specification says."""
    data = base64.b64decode(re.findall(r"base64,([^\"]+)", html)[0])
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length]) == (zlib.crc32(name + body),)
        chunks[name], at = body, at + 12 + length
    width, height, *kind = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert kind == [8, 3, 0, 0, 0] and list(chunks)[-1] == b"IEND"
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not rows[:, 0].any()
    return rows[:, 1:], chunks[b"PLTE"]


def test_a_few_values_are_all_shown() -> None:
    html = hax.arange(Axis("a", 4))._repr_html_()
    assert "<th>int32</th><td>a=4</td>" in html and "<pre>[0 1 2 3]</pre>" in html and "16 B on" in html
    assert "<img" not in html


def test_many_values_are_summed_up_and_drawn() -> None:
    html = MATRIX._repr_html_()
    assert "-3 to 1, mean -1, standard deviation 1.157" in html and "2.344 KiB on" in html
    assert "down: batch; across: embed; blue -3, white 0, red 3" in html and "<pre>" not in html
    drawn, palette = pixels(html)
    np.testing.assert_array_equal(drawn, np.rint(127 + 127 * np.asarray(MATRIX.array) / 3))
    assert len(palette) == 3 * 256 and palette[3 * 127 : 3 * 127 + 3] == bytes([247] * 3)


SUMMARIES: dict[str, tuple[Any, str]] = {
    "integers": (jnp.arange(100), "<div>0 to 99, mean 49.5</div>"),
    "large integers": (jnp.full(100, 2**31 - 1), "<div>2147483647 to 2147483647, mean 2.147e+09</div>"),
    "booleans": (jnp.arange(100) < 25, "<div>true: 25.00%</div>"),
    "complex": (jnp.full(100, 3 + 4j), "absolute values 5 to 5, mean 5"),
    "some missing": (jnp.arange(100.0).at[:3].set(jnp.nan), "3 to 99, mean 51, standard deviation 28, 3 NaN"),
    "some endless": (jnp.arange(100.0).at[99].set(-jnp.inf), "0 to 98, mean 49, standard deviation 28.58, 1 infinite"),
    "all missing": (jnp.full(100, jnp.nan), "<div>100 NaN</div>"),
    "small floats": (jnp.ones(100, jnp.bfloat16), "1 to 1, mean 1, standard deviation 0"),
    "keys": (jax.random.split(jax.random.key(0), 100), "<pre>Array"),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_the_summary(name: str) -> None:
    array, said = SUMMARIES[name]
    assert said in NamedArray(array, ("a",))._repr_html_()


def test_a_large_array_is_sampled_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    brought: list[int] = []
    get = jax.device_get

    def counted(x: Any) -> Any:
        brought.append(sum(leaf.size for leaf in jax.tree.leaves(x)))
        return get(x)

    monkeypatch.setattr(jax, "device_get", counted)
    html = hax.ones({"layers": 2, "embed": 1000, "mlp": 2000})._repr_html_()
    assert "down: embed in steps of 21; across: mlp in steps of 13, at layers 0" in html
    assert sum(brought) < 48 * 160 + 10 and len(html) < 20_000


def test_the_axes_of_the_mesh_are_shown() -> None:
    mesh = jax.make_mesh((4, 2), ("data", "model"))
    placed = jax.sharding.NamedSharding(mesh, jax.sharding.PartitionSpec("data", None))
    html = hax.named(jax.device_put(jnp.ones((8, 64)), placed), ("batch", "embed"))._repr_html_()
    assert "<td>batch=8 over data</td><td>embed=64</td>" in html and "on 8 devices, " in html


def test_what_has_no_values_is_shown_without() -> None:
    seen: list[str] = []
    jax.jit(lambda x: seen.append(x._repr_html_()) or x.array)(MATRIX)
    given = hax.zeros({"a": 100})
    given.array.delete()
    for html in (*seen, given._repr_html_()):
        assert html.startswith("<table><tr><th>float32</th>") and "<img" not in html
    assert "<pre>deleted</pre>" in given._repr_html_() and repr(given) == "NamedArray(float32[a=100], deleted)"


def test_colors_of_what_is_no_number() -> None:
    drawn, scale = picture_of(np.array([[np.nan, np.inf, -np.inf, 0.0, 2.0]]))
    assert drawn.tolist() == [[255, 254, 0, 127, 254]] and scale == "blue -2, white 0, red 2"
    assert picture_of(np.zeros((1, 2)))[1] == "white 0"
