"""Solve the gravity world of `gravity_case` with gegravity, and store what it finds.

Needs gegravity 0.3 (MIT licence), which is no dependency of this project: its last release is of
June 2024, and with gme it brings statsmodels and patsy. In an environment of its own:

    python3 -m venv /tmp/gegravity && /tmp/gegravity/bin/pip install gegravity==0.3
    PYTHONPATH=.:src /tmp/gegravity/bin/python -m tests.replications.gravity_with_gegravity

writes `gravity_with_gegravity.json` beside this file; the tests read that.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from tests.replications.gravity_case import ECONOMIES, REFERENCE, SIGMA, Case, draw

STORED = Path(__file__).with_suffix(".json")

Array = Any
Frame = Any

SETTLED = 1e-12
ROUNDS = 500


def main() -> None:
    """Solve as the package does, then repeat its resistances until output fits them; store both."""
    case = draw()
    found = {
        "what": "price at the gate, new over old, and exports after the change; prices of E29",
        "written by": "python -m tests.replications.gravity_with_gegravity",
        "by": f"gegravity {version('gegravity')}",
        "as it stands": _as_it_stands(case),
        "repeated": _repeated(case),
    }
    STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _as_it_stands(case: Case) -> dict[str, list[float]]:
    model = _model(case.openness, case.output, case.expenditure)
    model.build_baseline(mr_tolerance=SETTLED)
    changed = model.baseline_data.drop(columns="index")
    changed["log_openness"] = np.log(case.openness * case.change).ravel()
    model.define_experiment(changed)
    model.simulate(ge_tolerance=SETTLED)
    prices = model.factory_gate_prices["experiment factory gate price"]
    exports = model.aggregate_trade_results["experiment foreign exports"]
    return {
        "price": prices.loc[list(ECONOMIES)].tolist(),
        "exports": exports.loc[list(ECONOMIES)].tolist(),
    }


def _repeated(case: Case) -> dict[str, Any]:
    """Return the fixed point of: resistances at new output, prices from resistances, output.

    The package holds output shares in the resistances where they were, so its prices fit an
    output that they themselves have moved.
    """
    before = _outward(case.openness, case.output, case.expenditure)
    weight = case.output / case.output.sum() / before
    price, steps = np.ones(len(ECONOMIES)), 0
    while steps < ROUNDS:
        output, spent = _sizes(case, price)
        after = _outward(case.openness * case.change, output, spent)
        again = (output / output.sum() / after / weight) ** (1.0 / (1.0 - SIGMA))
        moved, price, steps = np.abs(again / price - 1.0).max(), again, steps + 1
        if moved < SETTLED:
            break
    return {"price": price.tolist(), "rounds": steps}


def _sizes(case: Case, price: Array) -> tuple[Array, Array]:
    output = price * case.output
    spent = price * case.expenditure
    return output, spent * output.sum() / spent.sum()


def _outward(openness: Array, output: Array, expenditure: Array) -> Array:
    """Return outward resistance to the power 1 − σ, as the package solves for it."""
    model = _model(openness, output, expenditure)
    model.build_baseline(mr_tolerance=SETTLED)
    resistance = model.baseline_mr["baseline omr"].loc[list(ECONOMIES)]
    return resistance.to_numpy() ** (1.0 - SIGMA)


def _model(openness: Array, output: Array, expenditure: Array) -> Any:
    import gegravity
    import pandas as pd

    cost = gegravity.CostCoeffs(
        pd.DataFrame([{"of": "log_openness", "is": 1.0, "error": 0.0}]),
        identifier_col="of",
        coeff_col="is",
        stderr_col="error",
    )
    data = gegravity.BaselineData(
        _frame(openness, output, expenditure),
        imp_var_name="importer",
        exp_var_name="exporter",
        year_var_name="year",
        trade_var_name="trade",
        expend_var_name="spent",
        output_var_name="made",
    )
    return gegravity.OneSectorGE(
        data,
        year="1",
        reference_importer=REFERENCE,
        sigma=SIGMA,
        cost_variables=["log_openness"],
        cost_coeff_values=cost,
        quiet=True,
    )


def _frame(openness: Array, output: Array, expenditure: Array) -> Frame:
    import pandas as pd

    n = len(ECONOMIES)
    return pd.DataFrame(
        {
            "exporter": np.repeat(ECONOMIES, n),
            "importer": np.tile(ECONOMIES, n),
            "year": "1",
            "trade": 1.0,
            "made": np.repeat(output, n),
            "spent": np.tile(expenditure, n),
            "log_openness": np.log(openness).ravel(),
        }
    )


if __name__ == "__main__":
    main()
