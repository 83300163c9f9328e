"""Every tolerance the tests use, once, with its reason."""

IDENTITY = 1e-9
"""Accounting identities of a world, relative: what `check_world` itself demands."""
