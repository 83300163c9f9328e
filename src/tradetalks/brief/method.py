"""How each kind of number is computed: the methods that facts cite."""

from collections.abc import Sequence
from dataclasses import replace

from tradetalks.brief.cite import Method
from tradetalks.brief.findings import DRAWS, SEED

_METHODS: tuple[Method, ...] = (
    Method(
        id="benchmark",
        title="The benchmark",
        text="Trade, output, input-output structure and applied tariffs of one year, balanced so "
        "that every account adds up. It is the starting point, not a forecast.",
        equations="",
    ),
    Method(
        id="schedule",
        title="The tariffs on the date",
        text="The benchmark's applied rates plus every dated measure in force on the date, by what "
        "was known on that date. The world is solved anew under them, for all partners: this is "
        "the status quo that every effect is measured against.",
        equations="model.1 to model.8",
    ),
    Method(
        id="welfare",
        title="Real income",
        text="Income (wages, tariff revenue and the trade imbalance) over the price of final "
        "consumption, after against before, from the exact solution of the whole system. In "
        "dollars: the equivalent variation, the yearly sum that would change real income by as "
        "much at the prices before.",
        equations="model.9 to model.11",
    ),
    Method(
        id="trade",
        title="Exports and imports",
        text="Sales to and purchases from all other economies before tariff, after against before, "
        "in dollars at prices at which the world's value added is unchanged.",
        equations="model.3, model.4",
    ),
    Method(
        id="revenue",
        title="Tariff revenue",
        text="Each applied rate times the trade it falls on, summed; the change after against "
        "before.",
        equations="model.6",
    ),
    Method(
        id="sectors",
        title="Output and employment by sector",
        text="Output is producers' revenue. Employment is the sector's wage bill over the wage: "
        "workers move freely between sectors at home, and their total is fixed.",
        equations="model.5, model.8",
    ),
    Method(
        id="aid",
        title="Aid equivalent",
        text="The yearly transfer that, with tariffs as they stand and no deal, brings the same "
        "real income as the scenario. It is found by solving the whole system with the transfer "
        "in it, so it counts what the transfer does to wages and prices. Its range has the values "
        "of the two draws whose gain is nearest to the ends of the range of gains.",
        equations="model.14",
    ),
    Method(
        id="exposure",
        title="Cut-off loss and equidistance",
        text="The cut-off loss is 100 times the log change of real income when trade with a "
        "partner becomes prohibitive in both directions: negative, as every loss here. "
        "Equidistance is the difference of the two largest partners' losses over their sum. Their "
        "ranges run over the published sets as printed, imbalances a share of world income.",
        equations="model.15, model.16",
    ),
    Method(
        id="ranges",
        title="Ranges",
        text=f"The 5 and the 95 percent quantile over {DRAWS} draws, seed {SEED}. A draw takes one "
        "published set of trade elasticities, each of them equally often, moved by its standard "
        "errors where these are known (a normal cut off above zero), and one of two treatments of "
        "trade imbalances: each stays a fixed share of world income, or all are removed first. "
        "The status quo and every scenario are solved under the same draw. A probability is the "
        "part of the draws. Ends are rounded no finer than their sampling error, half the distance "
        "between the quantiles one standard error of the rank to either side. Draws without an "
        "equilibrium are counted and left out.",
        equations="model.1 to model.11",
    ),
)


_SEARCHED = (
    Method(
        id="search",
        title="Terms the sides could sign",
        text="Within the room of the talks, the rates are searched for that make the product of "
        "the sides' gains over what each has without a deal the largest, each gain to the power "
        "of its side's weight (Nash, “The Bargaining Problem”, Econometrica 18, 1950). Beside "
        "them: the largest gains in proportion to the most each side could have (Kalai and "
        "Smorodinsky, “Other Solutions to Nash's Bargaining Problem”, Econometrica 43, 1975). "
        "The frontier holds the rates at which nobody can have more without somebody having "
        "less; weights in Nash's product lead along it. Every gain is real income in the same "
        "model, at the central elasticities. Terms are called settled only where what is left "
        "of the conditions of a summit is below 1e-6, no curvature leads upwards, slopes agree "
        "with finite differences, no side is below its fallback and every rate is within its "
        "bounds.",
        equations="bargain.4 to bargain.7",
    ),
    Method(
        id="exchange",
        title="Offers and requests",
        text="Each rate of the talks is cut alone, from where it would be without a deal to the "
        "lowest its room allows, and the whole system is solved again. Its price is what its "
        "owner loses over what the others gain. A swap cuts one rate of each side as far as "
        "serves the side that gains less by it.",
        equations="bargain.8",
    ),
    Method(
        id="after",
        title="Answers, and whether terms are kept",
        text="A third party leaves its rates, adds as many points to them as withdraw the trade "
        "that it lost, or sets the ones that suit it best. A side keeps terms if honouring them "
        "for ever is worth no less than one year of the rates that suit it best, the other "
        "still keeping them, and the tariff war ever after. Pledges are met by a subsidy, or "
        "are a gift; they are priced on top of the terms and added to nothing.",
        equations="bargain.9 to bargain.11, pledge.1, pledge.2",
    ),
)


def methods(
    *, world: Sequence[str], measures: Sequence[str], searched: bool = False
) -> tuple[Method, ...]:
    """Return the methods with the sources each rests on.

    Args:
        world: Ids of the sources of the world.
        measures: Ids of the sources of the dated measures.
        searched: Whether terms were searched for.
    """
    every = (*world, *measures)
    return tuple(
        replace(method, rests_on=tuple(world) if method.id == "benchmark" else every)
        for method in (*_METHODS, *(_SEARCHED if searched else ()))
    )
