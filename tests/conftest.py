"""How every test runs: on eight CPU devices, with jax's checks of positional code switched on."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from importlib.metadata import version

# Both are read when jax starts its first backend.
os.environ.setdefault("JAX_PLATFORMS", "cpu")
if "xla_force_host_platform_device_count" not in os.environ.get("XLA_FLAGS", ""):
    os.environ["XLA_FLAGS"] = f"{os.environ.get('XLA_FLAGS', '')} --xla_force_host_platform_device_count=8".strip()

if version("jaxlib").startswith("0.10."):
    # Its usual way to compile loops takes twice as long; later versions know neither the flag nor the other way.
    os.environ["XLA_FLAGS"] += " --xla_cpu_use_fusion_emitters=false"

import hypothesis
import jax
import pytest

jax.config.update("jax_platforms", os.environ["JAX_PLATFORMS"])
# Named code never needs positional broadcasting, and a kernel that leans on it is wrong.
jax.config.update("jax_numpy_rank_promotion", "raise")
# Most programs here run once, so that a fifth of the time would go into making them fast.
jax.config.update("jax_disable_most_optimizations", True)

hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("thorough", max_examples=200, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "quick"))


def pytest_configure(config: pytest.Config) -> None:
    """Has jax keep what it has compiled on disk, for the next module and the next run.

    Each worker has a folder of its own: jax may read what another process has not written to its end.
    """
    if (kept := getattr(config, "cache", None)) is not None:
        folder = kept.mkdir(f"jax-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
        jax.config.update("jax_compilation_cache_dir", str(folder))
        jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.0)
        jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)


@pytest.fixture(autouse=True, scope="module")
def compiled_code_is_let_go() -> Iterator[None]:
    """Thousands of small programs are compiled on the way; kept in memory they would take gigabytes."""
    yield
    jax.clear_caches()


@pytest.fixture
def little_garbage() -> None:
    """Has a test that collects garbage go through no more than it makes itself: all else takes ten seconds and more."""
    gc.freeze()


# What is imported stays, and need not be looked through each time that garbage is collected.
gc.freeze()
