"""Ossa (2014), Tables 3 to 5, with tariffs that are found.

`python -m tests.replications.ossa_search` prints the best tariffs of every region, the war and the
talks beside his, each with what stands behind it and its seconds. With `--elasticities` it prints
the panels for other elasticities instead. `--store` keeps what is found in `ossa_found.json`, from
which the documentation is checked.
"""

import argparse
from pathlib import Path

import numpy as np

from tests.replications.ossa import (
    DATA,
    ELASTICITIES,
    PANELS,
    REGIONS,
    WEIGHTS,
    as_markdown,
    effects,
    median_tariff,
    optimal_tariff,
    own_and_others,
)
from tests.replications.ossa_found import (
    Agreed,
    Best,
    Figures,
    Fought,
    best_as_markdown,
    found_panels,
    matches,
    moved_as_markdown,
    proofs_as_markdown,
    talks_as_markdown,
    wars_as_markdown,
)
from tests.replications.ossa_players import (
    STARTS,
    Case,
    Talks,
    at_elasticity,
    best,
    case_of,
    fought,
    near_the_start,
    start_of,
    talks,
)
from tests.replications.timed import timed
from tradetalks.atlas.world import Array
from tradetalks.bargain.optimal import Optimum
from tradetalks.bargain.war import War
from tradetalks.model.equilibrium import Equilibrium, solve
from tradetalks.model.government import government_welfare_hat
from tradetalks.model.presets import preset

MOST = 4
"""How many tariffs are named by which two summits differ."""
MUCH = 1e-3
"""Part of a region's imports from which a tariff counts when two sets are compared."""


def best_row(case: Case, saved: Array, region: str, found: Optimum) -> Best:
    """Return the best tariffs of a region beside the author's."""
    at = REGIONS.index(region)
    welfare = government_welfare_hat(_solved(case, saved), case.weights)[at]
    return Best(
        weights=case.name,
        region=region,
        saved=100 * (float(welfare) - 1),
        found=100 * found.gain,
        apart=float(apart(case, found.tariff, saved)[at]),
        residual=found.proof.residual,
        uphill=found.proof.uphill,
        at_bound=int(found.at_bound.sum()),
        status=found.status,
    )


def war_row(case: Case, found: War) -> Fought:
    """Return a war beside the author's."""
    welfare = government_welfare_hat(_solved(case, case.war), case.weights)
    return Fought(
        weights=case.name,
        saved=tuple(100 * (welfare - 1)),
        found=tuple(100 * found.values),
        tariff=_medians(found.tariff),
        apart=tuple(apart(case, found.tariff, case.war)),
        residual=found.proof.residual,
        regret=100 * max(found.proof.regret),
        uphill=max(found.proof.uphill),
        status=found.status,
    )


def apart(case: Case, one: Array, other: Array) -> Array:
    """Return how far two sets of tariffs are apart at most [region], points.

    Tariffs on next to nothing, and so high that nothing is left of it, are anywhere.
    """
    abroad = case.world.flow * ~np.eye(len(REGIONS), dtype=bool)[:, :, None]
    counts = abroad >= MUCH * abroad.sum(axis=(0, 2))[None, :, None]
    return 100 * np.where(counts, np.abs(one - other), 0.0).max(axis=(0, 2))


def talks_row(case: Case, start: str, found: Talks, near: Talks) -> Agreed:
    """Return where talks ended: at the highest summit found, and at the one near their start."""
    gain = changes(case, found.tariff, start_of(case, start))[:, 0]
    return Agreed(
        weights=case.name,
        start=start,
        gain=100 * found.gain,
        near=100 * near.gain,
        unequal=float(np.ptp(gain)),
        spread=100 * found.found.spread,
        residual=found.at.residual,
        uphill=found.at.uphill,
        at_zero=int(found.at.at_bound.sum()),
        starts=found.found.starts,
        moved=() if near is found else moved(case, near.tariff, found.tariff),
    )


def moved(case: Case, one: Array, other: Array) -> tuple[str, ...]:
    """Return the tariffs by which two sets differ most, by how far and on how much trade."""
    size = np.sqrt(case.world.flow) * np.abs(np.log1p(one) - np.log1p(other))
    cells = [np.unravel_index(at, size.shape) for at in np.argsort(-size.ravel())[:MOST]]
    return tuple(
        f"{REGIONS[buyer]} on {case.world.sectors[sector]} from {REGIONS[seller]} "
        f"{one[seller, buyer, sector]:.0%} there, {other[seller, buyer, sector]:.0%} here"
        for seller, buyer, sector in cells
    )


def changes(case: Case, tariff: Array, start: Array) -> Array:
    """Return the effects of new tariffs on a world under others, percent [region, effect]."""
    after, before = (_solved(case, each) for each in (tariff, start))
    profits = after.profits / before.profits
    wage = after.wage_hat / before.wage_hat
    welfare = [
        new / old
        for new, old in (
            [government_welfare_hat(each, case.weights) for each in (after, before)],
            [each.real_income_hat for each in (after, before)],
        )
    ]
    return 100 * (np.stack([*welfare, wage - wage.mean() + 1, profits / wage], axis=1) - 1)


def table_3(case: Case, found: dict[str, Optimum]) -> Array:
    """Return Table 3 at the tariffs found [row, column]."""
    rows = [
        [
            *own_and_others(effects(_solved(case, each.tariff), case.weights), at),
            median_tariff(each.tariff, at),
        ]
        for at, each in enumerate(found.values())
    ]
    return _with_mean(np.array(rows))


def table_4(case: Case, found: War) -> Array:
    """Return Table 4 at the tariffs found [row, column]."""
    changed = effects(_solved(case, found.tariff), case.weights)
    return _with_mean(np.column_stack([changed, _medians(found.tariff)]))


def table_5(case: Case, found: dict[str, Talks]) -> Array:
    """Return Table 5 at the tariffs found [row, column]."""
    each = [changes(case, talked.tariff, start_of(case, s)) for s, talked in found.items()]
    return _with_mean(np.stack(each, axis=2).reshape(len(REGIONS), -1))


def main_panels(data: Path) -> Figures:
    """Return what is found in the world of the main panels."""
    bests, wars, agreed, tables = [], [], [], {}
    for weights in WEIGHTS:
        case = case_of(data, weights)
        for at, region in enumerate(REGIONS):
            found = timed(f"best tariffs, {weights}, {region}", best, case, region)
            bests.append(best_row(case, optimal_tariff(data, weights, at), region, found))
        wars.append(war_row(case, timed(f"war, {weights}", fought, case)))
        highest, near = all_talks(case), {}
        for start, each in highest.items():
            near[start] = timed(f"near {start}", near_the_start, case, start, each)
            agreed.append(talks_row(case, start, each, near[start]))
        tables[f"5{PANELS[weights]}"] = table_5(case, near).tolist()
    return Figures(best=tuple(bests), wars=tuple(wars), talks=tuple(agreed), panels=tables)


def all_best(case: Case) -> dict[str, Optimum]:
    """Return the best tariffs of each region."""
    return {region: best(case, region) for region in REGIONS}


def all_talks(case: Case, *, elsewhere: bool = True) -> dict[str, Talks]:
    """Return the talks from every start."""
    return {
        start: timed(f"talks, {case.name}, from {start}", talks, case, start, elsewhere=elsewhere)
        for start in STARTS
    }


def only_panels(data: Path) -> Figures:
    """Return the panels for other elasticities: means over regions, one row a case."""
    rows: dict[str, list[list[float]]] = {"3c": [], "4c": [], "5c": []}
    for weights in WEIGHTS:
        for mean in ELASTICITIES:
            case = at_elasticity(data, weights, mean)
            bests = timed(f"best tariffs, {weights}, {mean}", all_best, case)
            rows["3c"].append(table_3(case, bests)[-1].tolist())
            war = timed(f"war, {weights}, {mean}", fought, case)
            rows["4c"].append(table_4(case, war)[-1].tolist())
            case = case.after(war.tariff)
            rows["5c"].append(table_5(case, all_talks(case, elsewhere=False))[-1].tolist())
    return Figures(panels=rows)


def show(data: Path, figures: Figures) -> None:
    """Print the tables."""
    if figures.best:
        print(f"\nBest tariffs; gains in percent\n\n{best_as_markdown(figures.best)}\n")
        print(f"Wars; government welfare, percent\n\n{wars_as_markdown(figures.wars)}\n")
        print(f"{proofs_as_markdown(figures.wars)}\n")
        print(f"Talks; gains in percent\n\n{talks_as_markdown(data, figures.talks)}\n")
        print(f"{moved_as_markdown(figures.talks)}\n")
    for panel in found_panels(data, figures):
        hits = matches(panel)
        print(f"Table {panel.name}, {panel.weights}: {sum(hits)} of {len(hits)}\n")
        print(f"{as_markdown(panel)}\n")


def _solved(case: Case, tariff: Array) -> Equilibrium:
    return solve(case.world, tariff, structure=preset("ossa_2014", case.world))


def _medians(tariff: Array) -> tuple[float, ...]:
    return tuple(median_tariff(tariff, region) for region in range(len(REGIONS)))


def _with_mean(rows: Array) -> Array:
    return np.vstack([rows, rows.mean(axis=0)])


def main() -> None:
    """Find what is asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    parser.add_argument("--elasticities", action="store_true")
    parser.add_argument("--store", action="store_true")
    asked = parser.parse_args()
    found = only_panels(asked.data) if asked.elasticities else main_panels(asked.data)
    if asked.store:
        found.store()
    show(asked.data, found)


if __name__ == "__main__":
    main()
