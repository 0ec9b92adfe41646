"""Files of safetensors, compared with what the library of that name reads and writes."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from haliax.state_dict import from_torch_compatible_state_dict, load_state_dict, save_state_dict
from haliax.state_dict import to_torch_compatible_state_dict as to_torch
from tests.state_dict.models import model

DTYPES = [
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "bfloat16", "float32", "float64", "float8_e4m3fn", "float8_e5m2", "complex64"),
]
KNOWN_TO_NUMPY = [name for name in DTYPES if not name.startswith(("bfloat", "float8"))]


def arrays(names: list[str]) -> dict[str, Any]:
    return {f"x.{name}": np.arange(15).reshape(3, 5).astype(name) for name in names}


def same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert one.keys() == other.keys()
    for key, value in one.items():
        assert value.dtype == other[key].dtype and value.shape == other[key].shape
        np.testing.assert_array_equal(value, other[key])


def test_all_dtypes_come_back(tmp_path: Path) -> None:
    save_state_dict(arrays(DTYPES), tmp_path / "a.safetensors")
    same(load_state_dict(tmp_path / "a.safetensors"), arrays(DTYPES))


def test_theirs_are_read(tmp_path: Path) -> None:
    save_file(arrays(KNOWN_TO_NUMPY), tmp_path / "a.safetensors", metadata={"format": "np"})
    same(load_state_dict(str(tmp_path / "a.safetensors")), arrays(KNOWN_TO_NUMPY))


def test_ours_are_read_by_them(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_state_dict(arrays(KNOWN_TO_NUMPY), path)
    same(load_file(path), arrays(KNOWN_TO_NUMPY))
    save_state_dict(arrays(DTYPES), path, metadata={"step": "7"})
    with safe_open(path, framework="numpy") as file:
        assert file.metadata() == {"step": "7"} and set(file.keys()) == arrays(DTYPES).keys()
        assert file.get_slice("x.bfloat16").get_dtype() == "BF16"
        assert file.get_slice("x.float8_e4m3fn").get_dtype() == "F8_E4M3"
        np.testing.assert_array_equal(file.get_slice("x.int32")[1:, 2:3], [[7], [12]])


def test_metadata_of_torch(tmp_path: Path) -> None:
    save_state_dict({"w": np.ones(3)}, tmp_path)
    with safe_open(tmp_path / "model.safetensors", framework="numpy") as file:
        assert file.metadata() == {"format": "pt"}
    save_state_dict({"w": np.ones(3)}, tmp_path, metadata={})
    with safe_open(tmp_path / "model.safetensors", framework="numpy") as file:
        assert not file.metadata()


def test_each_array_begins_at_a_multiple_of_its_elements(tmp_path: Path) -> None:
    save_state_dict({"a": np.ones(3, np.int8), "b": np.ones(5, np.float64), "ä": np.ones(1, np.int16)}, tmp_path)
    found = load_state_dict(tmp_path)
    assert struct.unpack("<Q", (tmp_path / "model.safetensors").read_bytes()[:8])[0] % 8 == 0
    assert all(value.flags.aligned for value in found.values())


@pytest.mark.parametrize(
    "value",
    [
        3,
        2.5,
        True,
        1j,
        np.float32(3),
        np.ones(()),
        np.zeros((0, 3)),
        np.ones((5, 3)).T,
        jnp.ones((3, 5)),
        np.ones((2,)),
    ],
    ids=repr,
)
def test_scalars_and_views(tmp_path: Path, value: Any) -> None:
    value = np.complex64(value) if isinstance(value, complex) else value
    save_state_dict({"w": value}, tmp_path / "a.safetensors")
    same(load_state_dict(tmp_path / "a.safetensors"), {"w": np.asarray(value)})
    same(load_file(tmp_path / "a.safetensors"), {"w": np.asarray(value)})


def test_nothing(tmp_path: Path) -> None:
    save_state_dict({}, f"{tmp_path}/new/folder")
    assert load_state_dict(tmp_path / "new" / "folder") == {}


def test_a_file_is_mapped_and_may_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_state_dict({"w": np.arange(5.0)}, path)
    found = load_state_dict(path)["w"]
    base = found
    while base.base is not None and not isinstance(base, np.memmap):
        base = base.base
    assert isinstance(base, np.memmap) and not found.flags.writeable
    save_state_dict({"w": found + 1}, path)
    assert found.tolist() == [0, 1, 2, 3, 4] and load_state_dict(path)["w"].tolist() == [1, 2, 3, 4, 5]
    assert [file.name for file in tmp_path.iterdir()] == ["a.safetensors"]


def test_a_round_trip_of_a_model(tmp_path: Path) -> None:
    save_state_dict(to_torch(model(0)), tmp_path, max_shard_size=300)
    found = from_torch_compatible_state_dict(model(3), load_state_dict(tmp_path))
    assert jax.tree.all(jax.tree.map(lambda a, b: (a == b).all(), to_torch(found), to_torch(model(0))))


def test_shards(tmp_path: Path) -> None:
    wanted = {f"w{i}": np.full(i, i, np.float32) for i in (3, 5, 1, 2, 7)}
    save_state_dict(wanted, tmp_path, max_shard_size=32)
    names = [f"model-0000{i}-of-00003.safetensors" for i in (1, 2, 3)]
    assert sorted(file.name for file in tmp_path.iterdir()) == [*names, "model.safetensors.index.json"]
    index = json.loads((tmp_path / "model.safetensors.index.json").read_text())
    # 12 and 20 bytes fill the first file, 4 and 8 go to the second, for the last, of 28, there is no room there.
    files = {"w3": 0, "w5": 0, "w1": 1, "w2": 1, "w7": 2}
    assert index == {"metadata": {"total_size": 72}, "weight_map": {key: names[i] for key, i in files.items()}}
    same(load_file(tmp_path / names[1]), {key: wanted[key] for key in ("w1", "w2")})
    for path in (tmp_path, tmp_path / "model.safetensors.index.json"):
        same(load_state_dict(path), wanted)
    assert load_state_dict(tmp_path / names[2]).keys() == {"w7"}


def test_a_large_array_has_a_file_by_itself(tmp_path: Path) -> None:
    save_state_dict({"a": np.ones(9), "b": np.ones(2)}, tmp_path / "x.safetensors", max_shard_size=16)
    assert (tmp_path / "x.safetensors.index.json").exists() and len(list(tmp_path.iterdir())) == 3
    same(load_state_dict(tmp_path / "x.safetensors.index.json"), {"a": np.ones(9), "b": np.ones(2)})


def test_several_files_take_the_place_of_one(tmp_path: Path) -> None:
    save_state_dict({"a": np.ones(3)}, tmp_path)
    save_state_dict({"a": np.ones(9), "b": np.ones(2)}, tmp_path, max_shard_size=16)
    same(load_state_dict(tmp_path), {"a": np.ones(9), "b": np.ones(2)})


def test_one_file_takes_the_place_of_several(tmp_path: Path) -> None:
    save_state_dict({"a": np.ones(9), "b": np.ones(2)}, tmp_path, max_shard_size=16)
    save_state_dict({"a": np.ones(3)}, tmp_path, max_shard_size=100)
    same(load_state_dict(tmp_path), {"a": np.ones(3)})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.ones(3, np.complex128), "'w' is complex128, which files of safetensors cannot hold"),
        (jax.random.key(0), "'w' is key<fry>, which files of safetensors cannot hold"),
        ("words", "'w' is a str, and no array"),
        ({"x": 1}, "'w' is a dict, and no array"),
    ],
    ids=str,
)
def test_what_cannot_be_saved(tmp_path: Path, value: Any, text: str) -> None:
    with pytest.raises(ValueError, match=f"save_state_dict: {text}"):
        save_state_dict({"a": np.ones(3), "w": value}, tmp_path / "f", max_shard_size=1)
    assert list(tmp_path.iterdir()) == []


def raw(header: Any, data: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def entry(start: int, end: int, dtype: str = "F32", shape: tuple[int, ...] = (2,)) -> dict[str, Any]:
    return {"w": {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", "is no file of safetensors, or not whole"),
        (b"PK\x03\x04 and so on, as in a file of torch.save", "is no file of safetensors, or not whole"),
        (raw(b"[1]"), "is no file of safetensors, or not whole"),
        (raw(entry(0, 8))[:-9], "is no file of safetensors, or not whole"),
        (raw(entry(0, 8), b"1234567"), "is not whole: it has 7 bytes of values, and 'w' ends at 8"),
        (raw(entry(0, 8)), "is not whole: it has 0 bytes of values, and 'w' ends at 8"),
        (raw(entry(0, 4), b"12345678"), r"'w' of F32 and shape \(2,\) does not fit in bytes 0 to 4"),
        (raw(entry(-8, 0), b"12345678"), r"'w' of F32 and shape \(2,\) does not fit in bytes -8 to 0"),
        (raw(entry(0, 8, "F4"), b"12345678"), "'w' has the dtype F4; known are BOOL, U8, "),
    ],
)
def test_files_that_are_not_right(tmp_path: Path, content: bytes, text: str) -> None:
    (tmp_path / "a.safetensors").write_bytes(content)
    with pytest.raises(ValueError, match=text):
        load_state_dict(tmp_path / "a.safetensors")


def test_missing_files(tmp_path: Path) -> None:
    for path in (tmp_path / "a.safetensors", tmp_path):
        with pytest.raises(FileNotFoundError, match=r"load_state_dict: there is no .*safetensors"):
            load_state_dict(path)
    save_state_dict({"a": np.ones(9), "b": np.ones(9), "c": np.ones(2)}, tmp_path, max_shard_size=88)
    second = tmp_path / "model-00002-of-00002.safetensors"
    second.rename(tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError, match=r"model-00002-of-00002.safetensors, which .*index.json has for 2 keys"):
        load_state_dict(tmp_path)
    save_state_dict({"b": np.ones(9)}, second)
    with pytest.raises(ValueError, match=r"00002.safetensors lacks 'c', which .*index.json has in it"):
        load_state_dict(tmp_path)


def test_an_index_has_files_beside_it(tmp_path: Path) -> None:
    index = tmp_path / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": {"w": "../x.safetensors"}}))
    with pytest.raises(ValueError, match=r"'\.\./x\.safetensors', which is no name of a file beside it"):
        load_state_dict(tmp_path)


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_state_dict({"w": np.ones(3)}, tmp_path)

    class Broken:
        dtype, shape = np.dtype(np.float32), (3,)

        def __array__(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError("device lost")

    with pytest.raises(RuntimeError, match="device lost"):
        save_state_dict({"w": Broken()}, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["model.safetensors"]
    same(load_state_dict(tmp_path), {"w": np.ones(3)})
