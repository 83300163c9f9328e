"""Simulate a gravity experiment with gegravity, once or by Monte Carlo; run by `benchmarks.peers`.

Reads output, expenditure and openness (trade cost to the power 1 − σ) from an .npz. Writes exports
after the change; with `trials` above zero, the coefficients drawn and average exports instead.
"""

from typing import Any

import gegravity
import numpy as np
import pandas as pd
from telling import introduce, problem, tell, timed

YEAR = "1"
COST = "log_openness"


def main() -> None:
    """Simulate what the command line names."""
    given = problem()
    introduce("gegravity")
    if int(given["trials"]):
        taken, model = timed(lambda: _monte_carlo(given), repeats=int(given["repeats"]))
        tell(
            taken,
            note=f"{model.num_failed_trials} trials failed",
            coefficients=model.coeff_sample.iloc[0, 1:].to_numpy(dtype=float),
            exports=_exports(model.aggregate_trade_results, given),
        )
        return
    taken, model = timed(lambda: _once(given), repeats=int(given["repeats"]))
    done = model.solver_diagnostics["full_GE"]["success"]
    note = "" if done else "the solver reports no success"
    tell(taken, note=note, exports=_exports(model.aggregate_trade_results, given))


def _once(given: Any) -> gegravity.OneSectorGE:
    tolerance = float(given["tolerance"])
    model = gegravity.OneSectorGE(_baseline(given), **_settings(given), quiet=True)
    model.build_baseline(mr_tolerance=tolerance)
    model.define_experiment(_experiment(given))
    model.simulate(ge_tolerance=tolerance)
    return model


def _monte_carlo(given: Any) -> gegravity.MonteCarloGE:
    tolerance = float(given["tolerance"])
    model = gegravity.MonteCarloGE(
        _baseline(given), **_settings(given), trials=int(given["trials"]), seed=1
    )
    model.run_trials(_experiment(given), mr_tolerance=tolerance, ge_tolerance=tolerance, quiet=True)
    return model


def _settings(given: Any) -> dict[str, Any]:
    error = float(given["standard_error"])
    covariance = pd.DataFrame([[error**2]], index=[COST], columns=[COST])
    return {
        "year": YEAR,
        "reference_importer": str(given["economies"][-1]),
        "sigma": float(given["sigma"]),
        "cost_variables": [COST],
        "cost_coeff_values": gegravity.CostCoeffs(
            pd.DataFrame([{"of": COST, "is": 1.0, "error": error}]),
            identifier_col="of",
            coeff_col="is",
            stderr_col="error",
            covar_matrix=covariance,
        ),
    }


def _baseline(given: Any) -> gegravity.BaselineData:
    return gegravity.BaselineData(
        _frame(given, given["openness"]),
        imp_var_name="importer",
        exp_var_name="exporter",
        year_var_name="year",
        trade_var_name="trade",
        expend_var_name="spent",
        output_var_name="made",
    )


def _experiment(given: Any) -> pd.DataFrame:
    return _frame(given, given["openness"] * given["change"])


def _frame(given: Any, openness: Any) -> pd.DataFrame:
    economies, n = given["economies"], len(given["economies"])
    return pd.DataFrame(
        {
            "exporter": np.repeat(economies, n),
            "importer": np.tile(economies, n),
            "year": YEAR,
            "trade": 1.0,
            "made": np.repeat(given["output"], n),
            "spent": np.tile(given["expenditure"], n),
            COST: np.log(openness).ravel(),
        }
    )


def _exports(results: pd.DataFrame, given: Any) -> Any:
    if "statistic" in results:
        results = results[results["statistic"] == "mean"]
    return results["experiment foreign exports"].loc[list(given["economies"])].to_numpy(dtype=float)


if __name__ == "__main__":
    main()
