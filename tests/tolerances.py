"""Every tolerance the tests use, once, with its reason."""

IDENTITY = 1e-9
"""Accounting identities of a world, relative: what `check_world` itself demands."""

JSON_AGAINST_ENGINE = 1e-9
"""Two processes solving the same deal, relative: the solver stops at 1e-11 of own income, and what
is printed is that answer to the last digit."""

ATLAS_TEXT = 1e-12
"""A number written as text and read back is the same; sums of a few thousand differ in the last
digits."""

ATLAS_BALANCE = 1e-10
"""Balancing stops at 1e-13 of the largest total; a small total may be a thousand times smaller."""
