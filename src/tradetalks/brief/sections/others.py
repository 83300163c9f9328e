"""Section 6: gains and losses across all economies, and the balance between large partners."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tradetalks.brief.blocks import Block, Figure, MapFigure, Paragraph, Section, TableBlock
from tradetalks.brief.charts import Chart, lay_out
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.figures import dollars
from tradetalks.brief.findings import BASELINE, Findings
from tradetalks.brief.maps import bubble_map
from tradetalks.brief.movement import is_idle, is_slight, likely_sign
from tradetalks.brief.prose import Sentence, about, number
from tradetalks.brief.sections.headline import RANGES
from tradetalks.brief.sections.ladder import mark_of, third_parties
from tradetalks.brief.tables import Series, Table, table
from tradetalks.policy.words import joined, starting, with_article

BARS = 10
"""Economies drawn on each side."""

NEARLY_ALL = "95 of 100 draws or more"
"""Where a range that runs from the 5 to the 95 percent quantile has one sign."""

SAME = 0.005
"""Equidistance is printed to two decimals: below this nothing would be seen to move."""


@dataclass(frozen=True, kw_only=True)
class Ends:
    """A number with its range, None where only the central run was made."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How an economy stands between its two largest partners.

    Attributes:
        economy: Its code.
        partners: Their codes, the larger in trade first.
        cut_off: Loss when trade with a partner ends, 100 x log points, by rung and partner.
        equidistance: 0 when both losses are equal, 1 when only one counts, by rung.
    """

    economy: str
    partners: tuple[str, str]
    cut_off: Mapping[tuple[str, str], Ends]
    equidistance: Mapping[str, Ends]


def section(findings: Findings, balance: Balance | None) -> Section:
    """Return who else gains and loses; without a balance when the world has too few partners."""
    blocks: list[Block] = [Paragraph(sentences=_counts(findings))]
    if not is_idle(findings, findings.headline):
        blocks += [_map(findings), _bars(findings)]
    if balance is not None:
        blocks += [Paragraph(sentences=_tilt(findings, balance))]
        blocks += [TableBlock(table=_balance_table(findings, balance))]
    return Section(id="others", title="Who else gains and loses", blocks=tuple(blocks))


def _gains(findings: Findings) -> list[tuple[str, Fact]]:
    """Return every economy's gain under the headline rung, largest first."""
    pairs = [
        (code, fact)
        for code in findings.world.economies
        if (fact := findings.fact("gain", code, findings.headline.id))
    ]
    return sorted(pairs, key=lambda pair: -pair[1].value)


def _counts(findings: Findings) -> tuple[Sentence, ...]:
    outside = [(c, f) for c, f in _gains(findings) if c not in findings.talks.parties]
    under = f"Under “{findings.headline.title}”"
    if is_idle(findings, findings.headline):
        return ((f"{under} no tariff changes, so nobody gains or loses.",),)
    (first, up), (last, down) = outside[0], outside[-1]
    told: list[Sentence] = [(f"{under}, outside the talks, {_tally([f for _, f in outside])}.",)]
    if up.value > 0 and not is_slight(up):
        told.append((f"{starting(findings.called(first))} gains most, ", *about(up), "."))
    if down.value < 0 and not is_slight(down):
        told.append((f"{starting(findings.called(last))} loses most, ", *about(down), "."))
    return tuple(told)


def _tally(facts: Sequence[Fact]) -> str:
    """Say how many gain and lose in all but a few draws, and for how many the sign is open."""
    signs = [likely_sign(fact) for fact in facts]
    gain, lose, open_ = (signs.count(sign) for sign in (1, -1, 0))
    told = f"{gain} of {len(facts)} economies gain and {lose} lose in {NEARLY_ALL}"
    return f"{told}; for {open_} the sign is not certain" if open_ else told


def _map(findings: Findings) -> MapFigure:
    rows = [(code, findings.name(code), fact) for code, fact in _gains(findings)]
    always = (*findings.talks.parties, *third_parties(findings))
    drawn = bubble_map(rows, always=always)
    absent = _absent(drawn.unplaced)
    return MapFigure(
        id="others-map",
        title=_map_finding(findings),
        bubbles=drawn,
        legend=f"{dollars(drawn.largest)} a year",
        note=f"Change in real income under “{findings.headline.title}”, one bubble for each "
        f"economy at a point inside it; areas in proportion to dollars.{absent} The silhouette is "
        "land, not territory: no border is drawn.",
        origins=(
            "welfare",
            "natural-earth-land",
            "natural-earth-points",
        ),
    )


def _absent(names: Sequence[str]) -> str:
    """Say who is not drawn, for want of one place to draw it at."""
    if not names:
        return ""
    verb = "has no bubble" if len(names) == 1 else "have no bubbles"
    return f" {starting(joined([with_article(name) for name in names]))} {verb}."


def _map_finding(findings: Findings) -> str:
    return _tally([fact for _, fact in _gains(findings)])


def _bars(findings: Findings) -> Figure:
    gains = [(c, f) for c, f in _gains(findings) if c not in findings.talks.parties]
    shown = [*gains[:BARS], *gains[-BARS:]] if len(gains) > 2 * BARS else gains
    marks = [mark_of(fact, label=findings.name(code)) for code, fact in shown]
    (first, up), (last, down) = gains[0], gains[-1]
    ends = [f"{findings.called(first)} gains most"] if up.value > 0 else []
    ends += [f"{findings.called(last)} loses most"] if down.value < 0 else []
    return Figure(
        id="others-bars",
        title=f"Outside the talks {'; '.join(ends)}",
        drawing=lay_out(Chart(marks=marks, axis="$ million a year", bars=True, step=17)),
        note=f"Change in real income under “{findings.headline.title}”, millions of dollars a "
        f"year; the {BARS} at either end of the {len(gains)} economies outside the talks, all of "
        "them in the annex. Thin line: range as in the tables.",
        origins=("welfare", "ranges"),
    )


def _cut(findings: Findings, balance: Balance, rung: str, partner: str) -> Fact:
    names = f"{findings.name(balance.economy)} without {findings.name(partner)}"
    return _state(
        findings,
        f"cutoff.{balance.economy}.{partner}.{rung}",
        f"Cut-off loss, {names}: {findings.rung_title(rung)}",
        Kind.LOSS,
        balance.cut_off[rung, partner],
        rung,
    )


def _distance(findings: Findings, balance: Balance, rung: str) -> Fact:
    return _state(
        findings,
        f"equidistance.{balance.economy}.{rung}",
        f"Equidistance, {findings.name(balance.economy)}: {findings.rung_title(rung)}",
        Kind.INDEX,
        balance.equidistance[rung],
        rung,
    )


def _state(findings: Findings, name: str, label: str, kind: Kind, ends: Ends, rung: str) -> Fact:
    return findings.facts.state(
        Fact(
            id=name,
            label=label,
            value=ends.value,
            kind=kind,
            low=ends.low,
            high=ends.high,
            rung=rung,
            origins=("exposure",),
        )
    )


def _tilt(findings: Findings, balance: Balance) -> tuple[Sentence, ...]:
    first, second = balance.partners
    who = findings.called(balance.economy)
    losses = {partner: _cut(findings, balance, BASELINE, partner) for partner in balance.partners}
    before = _distance(findings, balance, BASELINE)
    after = _distance(findings, balance, findings.headline.id)
    if abs(after.value - before.value) < SAME:
        turn = "hardly changes"
    else:
        turn = "becomes less even" if after.value > before.value else "becomes more even"
    return (
        (
            f"The two largest partners of {who} are {findings.called(first)} and "
            f"{findings.called(second)}: if all trade with one of them ended, {who} would lose ",
            number(losses[first]),
            " and ",
            number(losses[second]),
            " percent of its real income (in logs).",
        ),
        (
            "On a scale from 0 (both matter alike) to 1 (only one matters) the distance is ",
            number(before),
            " today and ",
            number(after),
            f" under “{findings.headline.title}”: the balance {turn}.",
        ),
    )


def _balance_table(findings: Findings, balance: Balance) -> Table:
    rungs = findings.talks.rungs
    columns = [
        Series(
            head=f"Cut off from {findings.called(partner)}",
            facts=[_cut(findings, balance, rung.id, partner) for rung in rungs],
        )
        for partner in balance.partners
    ]
    columns += [
        Series(head="Equidistance", facts=[_distance(findings, balance, rung.id) for rung in rungs])
    ]
    return table(
        "others-balance",
        f"{findings.name(balance.economy)} between its two largest partners, before and after",
        corner="Scenario",
        heads=[rung.title for rung in rungs],
        columns=columns,
        note="Change in real income when trade with a partner becomes prohibitive both ways, "
        "100 times its log: close to percent, and negative for a loss. Under a number, unlike in "
        "the other tables: the lowest and the highest over every published set of elasticities as "
        "printed, imbalances a share of world income.",
    )


def annex_table(findings: Findings) -> Table:
    """Return every economy under every rung."""
    codes = [code for code, _ in _gains(findings)]
    columns = [
        Series(
            head=head,
            group=rung.title,
            facts=[findings.fact(quantity, code, rung.id) for code in codes],
        )
        for rung in findings.rungs
        for quantity, head in (("income", "Real income"), ("gain", "In dollars, a year"))
    ]
    return table(
        "annex-economies",
        "Real income of every economy under every scenario",
        corner="Economy",
        heads=[findings.name(code) for code in codes],
        columns=columns,
        note="In order of the gain under the headline scenario. " + RANGES,
    )
