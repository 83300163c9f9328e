"""Solve a Caliendo-Parro counterfactual with puremacro; run by `benchmarks.peers`.

Reads the problem in this project's axes from an .npz, with imbalances that are zero, and writes
changes in real income. The model is built before the clock starts. Axes of puremacro are
[sector, importer, exporter] and [economy, user, input].
"""

from puremacro.trade.caliendo_parro import CaliendoParroModel, CaliendoParroResult
from telling import introduce, problem, tell, timed


def main() -> None:
    """Solve what the command line names."""
    given = problem()
    introduce("puremacro")
    model = CaliendoParroModel(
        trade_shares=given["share"].transpose(2, 1, 0),
        gamma_va=given["value_added_share"],
        gamma_io=given["input_share"].transpose(0, 2, 1),
        alpha=given["final_share"],
        theta=given["theta"],
        labor_income=given["value_added"],
        tariffs=1.0 + given["tariff"].transpose(2, 1, 0),
    )

    def solve() -> CaliendoParroResult:
        return model.solve_counterfactual(
            tariffs_new=1.0 + given["tariff_after"].transpose(2, 1, 0),
            deficit_rule="zero",
            tol=float(given["tolerance"]),
        )

    taken, found = timed(solve, repeats=int(given["repeats"]))
    ended = "converged" if found.converged else "did not converge"
    note = f"{ended} in {found.iterations} iterations, residual {found.max_residual:.0e}"
    tell(taken, note=note, real_income_hat=found.welfare_hat)


if __name__ == "__main__":
    main()
