"""What `weigh` says of tariff quotas, for a person and as JSON."""

from typing import TYPE_CHECKING, Any

from rich.table import Table

from tradetalks.cli.tables import percent, table
from tradetalks.units import Unit

if TYPE_CHECKING:
    from tradetalks.model.outcome import Outcome
    from tradetalks.model.quotas import QuotaFill

QUOTA_UNITS = {
    "quantity": Unit.BILLION_USD,
    "volume": Unit.BILLION_USD,
    "fill": Unit.FRACTION,
    "in_quota": Unit.FRACTION,
    "out_of_quota": Unit.FRACTION,
    "marginal_rate": Unit.FRACTION,
    "imports_before": Unit.BILLION_USD,
    "imports_after": Unit.BILLION_USD,
    "duty": Unit.BILLION_USD,
    "rent": Unit.BILLION_USD,
    "residual": Unit.LOG_CHANGE,
}
"""The unit of every number of a quota in `weigh --json`."""


def quota_shape(fill: "QuotaFill") -> dict[str, Any]:
    """Return what became of one quota."""
    line = fill.line
    return {
        "exporter": line.exporter,
        "importer": line.importer,
        "sector": line.sector,
        "licences": line.licences.value,
        "regime": fill.regime.value,
        "quantity": fill.quantity,
        "volume": fill.volume,
        "fill": fill.fill,
        "in_quota": line.in_quota,
        "out_of_quota": line.out_of_quota,
        "marginal_rate": fill.marginal_rate,
        "imports_before": fill.imports_before,
        "imports_after": fill.imports,
        "duty": fill.duty,
        "rent": fill.rent,
        "residual": fill.residual,
    }


def quota_table(outcome: "Outcome", title: str = "Tariff quotas") -> Table:
    """Return the quotas of a deal as a table.

    Args:
        outcome: The deal.
        title: Above the table.
    """
    columns = [
        ("importer", "<"),
        ("exporter", "<"),
        ("sector", "<"),
        ("quota, million USD", ">"),
        ("used, %", ">"),
        ("ends", "<"),
        ("rates, %", ">"),
        ("at margin, %", ">"),
        ("rent, million USD", ">"),
        ("rent to", "<"),
    ]
    return table(title, columns, [_row(outcome, fill) for fill in outcome.quotas])


def _row(outcome: "Outcome", fill: "QuotaFill") -> list[str]:
    world, line = outcome.world, fill.line
    return [
        line.importer,
        line.exporter,
        world.sector_names[world.sector_index(line.sector)],
        f"{1000 * fill.quantity:,.1f}",
        f"{100 * fill.fill:.1f}",
        fill.regime.value,
        f"{percent(line.in_quota)}-{percent(line.out_of_quota)}",
        percent(fill.marginal_rate),
        f"{1000 * fill.rent:,.1f}",
        line.licences.value,
    ]


def worst_residual(outcome: "Outcome") -> float:
    """Return the largest of what is left of the conditions of all quotas, in logs."""
    return max(fill.residual for fill in outcome.quotas)
