"""The names the package promises, and what it costs to import it."""

import subprocess
import sys

import pytest

import tradetalks


@pytest.mark.parametrize("name", tradetalks.__all__)
def test_every_public_name_exists_and_says_what_it_is(name):
    assert getattr(tradetalks, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'wiegh'"):
        tradetalks.wiegh  # noqa: B018


def test_importing_the_package_and_reading_an_article_do_not_import_jax():
    code = (
        "import sys, tradetalks\n"
        "tradetalks.read('Kenya and Japan opened trade talks in Nairobi.\\n')\n"
        "sys.exit(any(name.split('.')[0] == 'jax' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
