"""Section 3: what the two sides trade, and what they charge each other."""

from dataclasses import dataclass
from functools import cached_property

from tradetalks.atlas.aggregate import aggregate
from tradetalks.atlas.world import Array, World
from tradetalks.brief.blocks import Block, Figure, Paragraph, Section, TableBlock
from tradetalks.brief.charts import Chart, Mark, lay_out
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.figures import dollars
from tradetalks.brief.findings import Findings
from tradetalks.brief.prose import Sentence, number
from tradetalks.brief.tables import Series, Table, table
from tradetalks.policy.words import starting

GOODS, SERVICES = "goods", "services"
SHOWN = 10
"""Sectors in the drawing; the table has them all."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Stake:
    """Trade and rates between the parties in two states of the world.

    Attributes:
        findings: Parties, names and where facts are kept.
        base: The benchmark year as the data have it.
        now: The same world re-solved under the rates in force on the date.
    """

    findings: Findings
    base: World
    now: World

    @cached_property
    def groups(self) -> dict[str, tuple[World, World]]:
        """Both states by "sector" as they are and by "group", goods and services summed."""
        wide = {
            GOODS: [code for code in self.base.sectors if code not in self.base.services],
            SERVICES: list(self.base.services),
        }
        kept = {name: codes for name, codes in wide.items() if codes}
        both = (
            aggregate(self.base, economies=None, sectors=kept),
            aggregate(self.now, economies=None, sectors=kept),
        )
        return {"sector": (self.base, self.now), "group": both}

    def trade(self, seller: str, buyer: str, sector: str, *, level: str, now: bool) -> Fact:
        """State a flow before tariff, billions of dollars."""
        world = self.groups[level][now]
        return self._state("trade", world, world.flow, (seller, buyer, sector), now=now)

    def rate(self, seller: str, buyer: str, sector: str, *, level: str, now: bool) -> Fact:
        """State an applied rate; that of a group is weighted by its trade."""
        world = self.groups[level][now]
        return self._state("rate", world, world.tariff, (seller, buyer, sector), now=now)

    def _state(
        self, what: str, world: World, values: Array, cell: tuple[str, str, str], *, now: bool
    ) -> Fact:
        seller, buyer, sector = cell
        place = (
            world.economy_index(seller),
            world.economy_index(buyer),
            world.sector_index(sector),
        )
        before = f"{world.year}" if what == "trade" else "benchmark"
        when = "at the date" if now else before
        title = "Trade" if what == "trade" else "Applied rate"
        names = f"{self.findings.name(seller)} to {self.findings.name(buyer)}"
        return self.findings.facts.state(
            Fact(
                id=".".join((what, *cell, "now" if now else "base")),
                label=f"{title}, {names}, {sector}: {when}",
                value=float(values[place]),
                kind=Kind.MONEY if what == "trade" else Kind.RATE,
                origins=("schedule" if now else "benchmark",),
            )
        )


def section(stake: Stake) -> Section:
    """Return what is at stake: sentences, one drawing, one table."""
    blocks: tuple[Block, ...] = (
        Paragraph(sentences=_sentences(stake)),
        _drawing(stake),
        TableBlock(table=_by_sector(stake)),
    )
    return Section(id="stake", title="What is at stake", blocks=blocks)


def _ways(stake: Stake) -> tuple[tuple[str, str], tuple[str, str]]:
    small, large = stake.findings.talks.parties
    return (small, large), (large, small)


def _sentences(stake: Stake) -> tuple[Sentence, ...]:
    return tuple(_one_way(stake, seller, buyer) for seller, buyer in _ways(stake))


def _one_way(stake: Stake, seller: str, buyer: str) -> Sentence:
    called = stake.findings.called
    way = (seller, buyer, GOODS)
    base, now = (stake.rate(*way, level="group", now=at) for at in (False, True))
    flow, then = (stake.trade(*way, level="group", now=at) for at in (False, True))
    return (
        f"In {stake.base.year} {called(buyer)} bought ",
        number(flow),
        f" of goods from {called(seller)}, at a benchmark duty of ",
        number(base),
        " on average; the rates in force on the date average ",
        number(now),
        ", and the model puts the trade at ",
        number(then),
        " a year.",
    )


def _sectors(stake: Stake) -> list[str]:
    """Return the sectors in order of two-way trade at the date, largest first."""

    def size(code: str) -> float:
        return sum(
            stake.trade(seller, buyer, code, level="sector", now=True).value
            for seller, buyer in _ways(stake)
        )

    return sorted(stake.base.sectors, key=size, reverse=True)


def _drawing(stake: Stake) -> Figure:
    order = _sectors(stake)
    facts = [
        (stake.trade(seller, buyer, code, level="sector", now=True), code, seller)
        for seller, buyer in _ways(stake)
        for code in order[:SHOWN]
    ]
    marks = [
        Mark(
            label=stake.findings.sector(code),
            value=fact.value,
            panel=f"{stake.findings.name(seller)} sells",
            fact=fact.id,
        )
        for fact, code, seller in facts
    ]
    title = _finding(stake)
    return Figure(
        id="stake-trade",
        title=title,
        drawing=lay_out(Chart(marks=marks, axis="$ billion a year", bars=True)),
        note=f"The {SHOWN} largest sectors in both directions together, each panel on its own "
        "scale; billions of dollars a year at the date, before tariff.",
        origins=("schedule",),
    )


def _finding(stake: Stake) -> str:
    sold = []
    for seller, buyer in _ways(stake):
        facts = {
            code: stake.trade(seller, buyer, code, level="sector", now=True).value
            for code in stake.base.sectors
        }
        top = max(facts, key=lambda code: facts[code])
        name, sector = stake.findings.called(seller), stake.findings.sector(top).lower()
        sold.append(f"{name} sells most in {sector} ({dollars(facts[top])})")
    return starting("; ".join(sold))


def _by_sector(stake: Stake) -> Table:
    order = _sectors(stake)
    columns = [
        Series(
            head=when,
            group=f"{stake.findings.name(seller)} sells",
            facts=[stake.trade(seller, buyer, code, level="sector", now=now) for code in order],
        )
        for seller, buyer in _ways(stake)
        for now, when in _states(stake)
    ] + [
        Series(
            head=when,
            group=f"{stake.findings.name(buyer)} charges",
            facts=[stake.rate(seller, buyer, code, level="sector", now=now) for code in order],
        )
        for seller, buyer in _ways(stake)
        for now, when in ((False, "benchmark"), (True, "at the date"))
    ]
    return table(
        "stake-sectors",
        "Trade and tariffs both ways, by sector",
        corner="Sector",
        heads=[stake.findings.sector(code) for code in order],
        columns=columns,
        note="Trade before tariff, a year. Rates are ad valorem on the price before tariff; the "
        "benchmark's are of the years that section 8 names, the rate at the date includes every "
        "measure then in force.",
    )


def _states(stake: Stake) -> tuple[tuple[bool, str], tuple[bool, str]]:
    return (False, f"in {stake.base.year}"), (True, "at the date")
