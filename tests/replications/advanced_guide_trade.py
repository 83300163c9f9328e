"""Trade costs of the Advanced Guide (2016), chapter 2, application 2, estimated anew.

Two stages (Anderson and Yotov 2016), both by Poisson pseudo maximum likelihood: pair effects and
the effect of agreements from a panel; then the pairs that never trade from distance, border,
language and colonial ties. Needs the extra `estimate` (pyfixest, whose pandas reads Stata files).
"""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tradetalks.atlas.world import Array

FOLDER = Path("replications") / "agtpa_2016"
PANEL = "Chapter2Application2.dta"

YEARS = (1986, 1990, 1994, 1998, 2002, 2006)
BASE_YEAR = 1994
NAFTA = ("CAN", "MEX", "USA")

HOME = 0
"""Pair that stands for sales at home in every economy: one effect for all, set to zero."""

STRICT = {"fixef_tol": 1e-10, "iwls_tol": 1e-12, "iwls_maxiter": 200}
"""Stop when nothing moves: with the usual settings the effects of pairs that hardly trade are
still on their way, in percent."""

EXACT = 1e-14
"""The same for the effects, one by one; the usual 1e-6 leaves small ones short by 0.3 percent."""

Frame = Any
"""A pandas data frame; pandas comes with the extra only."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Costs:
    """What application 2 estimates.

    Attributes:
        economies: Codes, sorted; Romania is ROM.
        trade: Observed flows of 1994, home sales in [exporter, importer], millions of dollars.
        openness: Trade cost to the power 1 − σ in 1994, one at home, same axes.
        without_nafta: The same with the agreement among Canada, Mexico and the United States off.
        effect: Coefficient of a regional trade agreement.
        error: Its standard error, clustered by pair.
    """

    economies: tuple[str, ...]
    trade: Array
    openness: Array
    without_nafta: Array
    effect: float
    error: float

    @property
    def output(self) -> Array:
        """Sales of each economy, at home included."""
        return self.trade.sum(axis=1)

    @property
    def expenditure(self) -> Array:
        """What each economy buys, at home included."""
        return self.trade.sum(axis=0)


def estimate(data: Path) -> Costs:
    """Return the trade costs of 1994, with and without NAFTA.

    Args:
        data: Folder of raw data.
    """
    panel = read_panel(data)
    with warnings.catch_warnings():
        # pyfixest says which pairs never trade, and calls pandas as older versions had it
        warnings.simplefilter("ignore")
        pair, effect, error = _pair_effects(panel)
        base = _with_pair_costs(panel[panel["year"] == BASE_YEAR], pair)
    economies = tuple(sorted(set(base["exporter"])))
    agreed, bare = _square(base, "RTA", economies), _square(base, "cost", economies)
    return Costs(
        economies=economies,
        trade=_square(base, "trade", economies),
        openness=bare * np.exp(effect * agreed),
        without_nafta=bare * np.exp(effect * np.where(_within_nafta(economies), 0.0, agreed)),
        effect=effect,
        error=error,
    )


def read_panel(data: Path) -> Frame:
    """Return every fourth year of the panel, with the names of the effects added.

    Args:
        data: Folder of raw data.
    """
    panel = read_stata(data, PANEL)
    panel = panel[panel["year"].isin(YEARS)].copy()
    year = panel["year"].astype(int).astype(str)
    panel["exporter_year"] = panel["exporter"] + year
    panel["importer_year"] = panel["importer"] + year
    panel["pair"] = panel["pair_id"].astype(int)
    panel.loc[panel["exporter"] == panel["importer"], "pair"] = HOME
    panel["log_distance"] = np.log(panel["DIST"])
    return panel


def read_stata(data: Path, name: str) -> Frame:
    """Return one of the application's Stata files.

    Args:
        data: Folder of raw data.
        name: Name of the file.
    """
    import pandas as pd

    return pd.read_stata(data / FOLDER / name)


def _pair_effects(panel: Frame) -> tuple[dict[int, float], float, float]:
    """Return the effect of every pair that ever trades, that of an agreement, and its error."""
    import pyfixest as pf

    fit = pf.fepois(
        "trade ~ RTA | exporter_year + importer_year + pair", panel, vcov={"CRV1": "pair"}, **STRICT
    )
    levels = fit.fixef(atol=EXACT, btol=EXACT)["C(pair)"]
    found = {int(pair): effect for pair, effect in levels.items()}
    total = panel.groupby("pair")["trade"].sum()
    # the level that the effects are measured from is left out of the answer
    effects = {pair: found.get(pair, 0.0) for pair in total[total > 0].index}
    relative = {pair: effect - effects[HOME] for pair, effect in effects.items()}
    return relative, float(fit.coef()["RTA"]), float(fit.se()["RTA"])


def _with_pair_costs(base: Frame, pair: dict[int, float]) -> Frame:
    """Add the cost of every pair, agreements left out; of those that never trade, a forecast."""
    import pyfixest as pf

    base = base.assign(cost=np.exp(base["pair"].map(pair)))
    abroad = base[base["exporter"] != base["importer"]]
    fit = pf.fepois(
        "cost ~ log_distance + CNTG + LANG + CLNY | exporter + importer",
        abroad[abroad["cost"].notna()],
        vcov="iid",
        **STRICT,
    )
    never = abroad[abroad["cost"].isna()]
    base.loc[never.index, "cost"] = np.asarray(fit.predict(newdata=never, type="response"))
    return base


def _within_nafta(economies: tuple[str, ...]) -> Array:
    member = np.isin(economies, NAFTA)
    return np.asarray(member[:, None] & member[None, :])


def _square(frame: Frame, value: str, economies: tuple[str, ...]) -> Array:
    table = frame.pivot(index="exporter", columns="importer", values=value)
    return np.array(table.loc[list(economies), list(economies)], dtype=float)
