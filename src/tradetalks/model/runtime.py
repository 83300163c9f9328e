"""JAX as this package uses it: 64 bits, on the processor, compiled programs kept on disk."""

import os
from pathlib import Path

import jax
import platformdirs
from jaxtyping import Array

_KNOBS = {
    "jax_persistent_cache_min_compile_time_secs": 0,
    "jax_persistent_cache_min_entry_size_bytes": -1,
}


def configure() -> None:
    """Set JAX up once, before the first array is made.

    What the user set in JAX's own environment variables stands: `JAX_PLATFORMS` picks another
    device, `JAX_COMPILATION_CACHE_DIR` another folder. A folder that cannot be written costs
    compile time in every run and nothing else.
    """
    _set("jax_enable_x64", True)
    if "JAX_PLATFORMS" not in os.environ:
        _set("jax_platforms", "cpu")
    if "JAX_COMPILATION_CACHE_DIR" in os.environ:
        return
    folder = Path(platformdirs.user_cache_dir("tradetalks")) / "jax"
    if _is_writable(folder):
        _set("jax_compilation_cache_dir", str(folder))
        for knob, value in _KNOBS.items():
            if knob.upper() not in os.environ:
                _set(knob, value)


def computed_once(array: Array) -> Array:
    """Return the array, stored: XLA would compute it again in every expression it enters."""
    stored: Array = jax.lax.optimization_barrier(array)  # type: ignore[no-untyped-call]
    return stored


def _set(knob: str, value: object) -> None:
    jax.config.update(knob, value)  # type: ignore[no-untyped-call]


def _is_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


configure()
