"""What `weigh` prints for a person: a deal as a whole, and year by year."""

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from tradetalks.atlas.world import World
from tradetalks.cli.quotas import quota_table, worst_residual
from tradetalks.cli.tables import (
    NOTHING_THERE,
    change,
    console,
    most_affected,
    percent,
    signed,
    table,
)
from tradetalks.policy.economies import name_of
from tradetalks.policy.words import starting

if TYPE_CHECKING:
    from tradetalks.model.outcome import Outcome
    from tradetalks.model.path import DealPath
    from tradetalks.policy.deal import Deal


def outcome(outcome: "Outcome", deal: "Deal", *, sectors: bool) -> None:
    """Print what a deal does: its parties, then the others most affected."""
    out = console()
    parties = [outcome.world.economy_index(code) for code in deal.parties]
    rows = [_economy_row(outcome, i) for i in most_affected(outcome.equivalent_variation, parties)]
    columns = [
        ("economy", "<"),
        ("real income, %", ">"),
        ("worth, million USD", ">"),
        ("exports, %", ">"),
        ("imports, %", ">"),
        ("tariff revenue, million USD", ">"),
        ("real wage, %", ">"),
    ]
    out.print(table(f"{deal.title}: against the status quo of {outcome.on}", columns, rows))
    if sectors:
        for i in parties:
            out.print(_sector_table(outcome, i))
    if outcome.quotas:
        out.print(quota_table(outcome))
    for line in outcome.assumptions:
        out.print(f"Assumed: {escape(line)}")
    certificate = outcome.certificate
    out.print(
        f"Certificate: {certificate.status.sentence}; largest residual of any block "
        f"{certificate.residual:.1e} of world income; {certificate.structure.sentence}; "
        f"elasticities {certificate.elasticity}; baseline {certificate.world}, "
        f"{certificate.fingerprint[:12]}; {1000 * certificate.seconds:.0f} ms"
    )
    if outcome.quotas:
        out.print(f"Quotas: conditions on rate and fill hold to {worst_residual(outcome):.1e}.")


def _economy_row(outcome: "Outcome", i: int) -> list[str]:
    return [
        outcome.world.economy_names[i],
        change(outcome.real_income_hat[i], 3),
        signed(1000 * outcome.equivalent_variation[i], 0),
        change(outcome.exports_hat[i], 2),
        change(outcome.imports_hat[i], 2),
        signed(1000 * (outcome.revenue_after[i] - outcome.revenue_before[i]), 0),
        change(outcome.real_wage_hat[i], 3),
    ]


def _sector_table(outcome: "Outcome", i: int) -> Table:
    rows = [
        [
            outcome.world.sector_names[s],
            f"{outcome.output_before[i, s]:,.2f}",
            signed(1000 * (outcome.output_after[i, s] - outcome.output_before[i, s]), 0),
            change(outcome.employment_hat[i, s], 2),
        ]
        for s in range(len(outcome.sectors))
    ]
    columns = [
        ("sector", "<"),
        ("output before, billion USD", ">"),
        ("change, million USD", ">"),
        ("employment, %", ">"),
    ]
    return table(outcome.world.economy_names[i], columns, rows)


def path(path: "DealPath") -> None:
    """Print a deal year by year, then what its years are worth together."""
    out = console()
    title = f"{path.deal.title}: against the status quo of {path.years[0].outcome.on}"
    rows = [row for side in range(len(path.sides)) for row in _years_of(path, side)]
    columns = [
        ("party", "<"),
        ("year", ">"),
        ("from", "<"),
        ("average rate on the others, %", ">"),
        ("worth, million USD", ">"),
    ]
    out.print(table(title, columns, rows))
    out.print(_together(path))
    last = path.years[-1]
    if last.outcome.quotas:
        out.print(quota_table(last.outcome, f"Tariff quotas in year {last.year}"))
    for line in path.assumptions:
        out.print(f"Assumed: {escape(line)}")
    worst = max((each.outcome.certificate for each in path.years), key=lambda c: c.residual)
    out.print(
        f"Certificate: all {len(path.years)} years solved; largest residual of any block "
        f"{worst.residual:.1e} of world income; {worst.structure.sentence}; elasticities "
        f"{worst.elasticity}; baseline {worst.world}, {worst.fingerprint[:12]}"
    )


def _years_of(path: "DealPath", side: int) -> list[list[str]]:
    """Return the rows of one party: the status quo, then every year."""
    before = [_party_name(path.sides[side], path.world), "", "status quo"]
    return [
        [*before, percent(path.average_rate_before[side]), ""],
        *(
            [
                "",
                str(each.year),
                str(each.begins),
                percent(path.average_rate[at, side]),
                signed(1000 * path.side_worth[at, side], 0),
            ]
            for at, each in enumerate(path.years)
        ),
    ]


def _together(path: "DealPath") -> Table:
    parties = [path.world.economy_index(code) for code in path.deal.parties]
    totals = (path.present_value, path.equal_yearly, path.afterwards, path.for_ever)
    rows = [
        [
            path.world.economy_names[i],
            *(NOTHING_THERE if total is None else signed(1000 * total[i], 0) for total in totals),
        ]
        for i in most_affected(path.present_value, parties)
    ]
    many = f"{len(path.years)} years" if len(path.years) > 1 else "1 year"
    columns = [
        ("economy", "<"),
        (f"{many} together", ">"),
        ("the same every year", ">"),
        ("what follows, for ever", ">"),
        ("all together", ">"),
    ]
    title = f"Worth as of year 1, million USD, discounted at {100 * path.discount:g} percent a year"
    return table(title, columns, rows)


def _party_name(code: str, world: World) -> str:
    if code in world.economies:
        return world.economy_names[world.economy_index(code)]
    return starting(name_of(code, world))
