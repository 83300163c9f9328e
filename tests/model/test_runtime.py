"""JAX as the package sets it up: 64 bits, quiet, cached where it can be, imported when needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SOLVE = """
from tests.worlds import random_world
from tradetalks.model.equilibrium import solve
world = random_world(1, 2, 2)
print(solve(world, 0.5 * world.tariff).real_income_hat.dtype)
"""

FOLDER = """
import jax, tradetalks.model.runtime
print(jax.config.jax_compilation_cache_dir)
"""

CHECKED = """
from jaxtyping import install_import_hook
install_import_hook("tradetalks.model", "beartype.beartype").__enter__()
"""

TRANSPOSED = """
import jax.numpy as jnp
from tradetalks.model.costs import log_unit_cost
log_unit_cost(
    log_wage=jnp.zeros(3),
    log_price=jnp.zeros((2, 3)),
    value_added_share=jnp.zeros((3, 2)),
    input_share=jnp.zeros((3, 2, 2)),
)
"""


def python(code, **environment):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_solve_is_in_64_bits_says_nothing_and_leaves_its_program_on_disk(tmp_path):
    done = python(SOLVE, XDG_CACHE_HOME=str(tmp_path))
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "float64", "")
    assert list((tmp_path / "tradetalks" / "jax").iterdir())


def test_a_cache_folder_that_cannot_be_made_is_not_set(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = python(FOLDER, XDG_CACHE_HOME=str(blocked))
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "None", "")


def test_a_cache_folder_of_the_users_own_is_respected(tmp_path):
    theirs = str(tmp_path / "theirs")
    done = python(FOLDER, XDG_CACHE_HOME=str(tmp_path), JAX_COMPILATION_CACHE_DIR=theirs)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, theirs, "")
    assert not (tmp_path / "tradetalks").exists()


@pytest.mark.parametrize("module", ["tradetalks.model", "tradetalks.model.closure"])
def test_naming_the_model_does_not_import_jax(module):
    done = python(f"import sys, {module}; sys.exit('jax' in sys.modules)")
    assert done.returncode == 0


def test_every_array_of_the_kernel_has_the_axes_its_type_names():
    """The kernel runs with its annotations checked, in a process of its own."""
    done = python(CHECKED + SOLVE + TRANSPOSED)
    assert done.stdout.strip() == "float64"
    assert "log_price" in done.stderr
