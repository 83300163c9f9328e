"""The documented JSON of `weigh --draws` and `weigh --sensitivity` (docs/reference/json.md)."""

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from tradetalks.cli.shapes import VERSION, Shape, deal_shape, or_null
from tradetalks.units import Unit

if TYPE_CHECKING:
    from tradetalks.model.draws import Distribution
    from tradetalks.model.sensitivity import Sensitivity
    from tradetalks.policy.deal import Deal

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

DRAWS_UNITS = {
    "real_income_hat": Unit.RATIO,
    "welfare_hat": Unit.RATIO,
    "equivalent_variation": Unit.BILLION_USD,
    "real_wage_hat": Unit.RATIO,
    "exports_hat": Unit.RATIO,
    "imports_hat": Unit.RATIO,
    "revenue": Unit.BILLION_USD,
    "probability_of_gain": Unit.FRACTION,
    "sampling_error": Unit.FRACTION,
}
"""The unit of every number by economy that `weigh --draws --json` prints."""

BY_QUANTILE = tuple(DRAWS_UNITS)[:7]

SENSITIVITY_UNITS = {
    "equivalent_variation": Unit.BILLION_USD,
    "exports": Unit.BILLION_USD,
    "imports": Unit.BILLION_USD,
    "revenue": Unit.BILLION_USD,
    "real_wage": Unit.LOG_CHANGE,
    "elasticity": Unit.ELASTICITY,
}
"""The unit of every headline that `weigh --sensitivity --json` prints, and of what moves it."""


def draws_shape(found: "Distribution", deal: "Deal", *, seed: int | None, elapsed: float) -> Shape:
    """Return the answer of `weigh --draws`: quantiles, chances, and every draw accounted for.

    Args:
        found: The distribution.
        deal: The deal.
        seed: Of the draws; None where they were given.
        elapsed: Seconds that drawing and solving took.
    """
    quantiles = {name: found.quantiles(name, QUANTILES) for name in BY_QUANTILE}
    named = zip(found.world.economies, found.world.economy_names, strict=True)
    return {
        "schema": f"tradetalks/weigh-draws/{VERSION}",
        "deal": deal_shape(deal),
        "on": str(found.on),
        "known": str(found.known),
        "draws": found.count,
        "solved": int(found.solved.sum()),
        "seed": seed,
        "sources": dict(Counter(found.source)),
        "structures": _structures(found),
        "failures": [
            {"verdict": verdict, "count": len(lost), "draws": [each.draw for each in lost]}
            | {"first": lost[0].reason}
            for verdict, lost in found.lost.items()
        ],
        "units": {name: unit.value for name, unit in DRAWS_UNITS.items()},
        "quantiles": list(QUANTILES),
        "economies": [
            {"code": code, "name": name}
            | {key: values[:, i].tolist() for key, values in quantiles.items()}
            | {"probability_of_gain": or_null(found.probability_of_gain[i])}
            | {"sampling_error": or_null(found.sampling_error[i])}
            for i, (code, name) in enumerate(named)
        ],
        "assumptions": list(found.assumptions),
        "world": found.world.name,
        "fingerprint": found.world.fingerprint,
        "largest_residual_of_own_income": float(np.nanmax(found.headlines.residual)),
        "elapsed": elapsed,
    }


def _structures(found: "Distribution") -> list[Shape]:
    return [
        {
            "structure": structure.sentence,
            "closure": structure.imbalances.value,
            "draws": int((found.structure == place).sum()),
            "solved": int(((found.structure == place) & found.solved).sum()),
        }
        for place, structure in enumerate(found.structures)
    ]


def sensitivity_shape(found: "Sensitivity", deal: "Deal") -> Shape:
    """Return the answer of `weigh --sensitivity`; null where a headline is zero."""
    return {
        "schema": f"tradetalks/weigh-sensitivity/{VERSION}",
        "deal": deal_shape(deal),
        "on": str(found.on),
        "known": str(found.known),
        "units": {name: unit.value for name, unit in SENSITIVITY_UNITS.items()},
        "sectors": list(found.world.sectors),
        "trade_elasticities": found.world.theta.tolist(),
        "economies": [
            {"code": code, "headlines": [_headline(found, k, i) for k in range(len(found.value))]}
            for i, code in enumerate(found.economies)
        ],
        "assumptions": list(found.assumptions),
        "structure": found.structure.sentence,
        "closure": found.structure.imbalances.value,
        "elasticities": found.world.elasticity,
        "world": found.world.name,
        "fingerprint": found.world.fingerprint,
    }


def _headline(found: "Sensitivity", k: int, i: int) -> Shape:
    return {
        "headline": found.headlines[k],
        "value": float(found.value[k, i]),
        "slope": found.slope[k, i].tolist(),
        "elasticity": [or_null(move) for move in found.elasticity[k, i]],
    }
