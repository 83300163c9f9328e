"""What `tradetalks dossier forecast` prints for a person: the statement, then the base rates."""

from typing import TYPE_CHECKING

from rich.markup import escape

from tradetalks.cli.tables import console, table

if TYPE_CHECKING:
    from tradetalks.dossier.base_rates import BaseRate
    from tradetalks.dossier.forecast import Forecast


def forecast(found: "Forecast") -> None:
    """Print how near a deal is, as far as past talks can tell."""
    for sentence in found.words:
        console().print(escape(sentence))
    for rates in (found.rates, found.without_claim):
        if rates:
            console().print(_rates(rates))


def _rates(rates: "tuple[BaseRate, ...]") -> object:
    rows = [
        (
            rate.target.value,
            str(rate.months),
            f"{100 * rate.rate:.1f} %" if rate.supported else "not supported",
            f"{100 * rate.low:.0f} to {100 * rate.high:.0f}" if rate.supported else "",
            f"{rate.reached} of {rate.talks}",
            f"{rate.brier:.3f} / {rate.brier_constant:.3f}",
        )
        for rate in rates
    ]
    columns = [("comes to", "<"), ("months", ">"), ("rate", ">"), ("95 % interval", ">")]
    columns += [("past talks", ">"), ("Brier score / of one rate", ">")]
    return table(f"Past talks: {rates[0].stage}", columns, rows)
