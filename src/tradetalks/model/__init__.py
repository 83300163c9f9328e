"""What a change in tariffs does to every economy: the equilibrium, its welfare, its certificate.

Importing this package does not import JAX; `tradetalks.model.equilibrium` does.
"""
