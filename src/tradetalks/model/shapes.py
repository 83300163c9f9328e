"""The axes of the model's arrays, by name.

An axis is written once here and checked in the tests: `exporter` and `importer` are the same
economies, but an array that has them the wrong way round has the wrong type.
"""

from jaxtyping import Array, Bool, Float

Scalar = Float[Array, ""]
ByEconomy = Float[Array, " economy"]
BySector = Float[Array, " sector"]
BySeller = Float[Array, "economy sector"]
"""Of the economy that makes the good: cost, output."""
ByBuyer = Float[Array, "economy sector"]
"""Of the economy that buys the good: price, spending."""
Inputs = Float[Array, "economy input sector"]
"""Cost of each input sector over the revenue of the using sector."""
Bilateral = Float[Array, "sector exporter importer"]
"""Sector first, unlike in a `World`, so that one batched product serves all sectors."""
Mask = Bool[Array, "economy sector"]
Vector = Float[Array, " unknown"]
