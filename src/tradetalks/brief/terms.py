"""The terms that were struck, as the sections print them: parties, numbers, what stays private."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tradetalks.bargain.settle import Rule, Settlement, Verdict
from tradetalks.bargain.showing import Showing
from tradetalks.bargain.strike import Strike
from tradetalks.brief.facts import Fact, Kind
from tradetalks.brief.findings import STRUCK, THREAT, Findings
from tradetalks.brief.struck import OnTheTable, Struck
from tradetalks.policy.economies import members_of, name_of
from tradetalks.policy.negotiation import FallbackKind, Negotiation, ObjectiveKind, Side
from tradetalks.policy.words import joined, starting

FloatArray = NDArray[np.float64]
SEARCH = ("search", "welfare")
"""What a number of the search rests on."""
HEADS = {
    Verdict.SETTLED: "These terms",
    Verdict.NO_DEAL: "Nearest point",
    Verdict.NOT_PROVED: "Found, not proved",
}
"""What the picture and the tables call what the search came to."""
OTHER_RULE = "Other rule"
"""Kalai and Smorodinsky's, as a column is headed."""
OTHER_RULE_SAID = (
    f"{OTHER_RULE}: gains in proportion to the most each side could have (Kalai and Smorodinsky)."
)
"""What a note says of it."""


@dataclass(frozen=True, kw_only=True)
class Party:
    """One side as it is printed.

    Attributes:
        at: Its position among the sides.
        code: As the talks file writes it.
        name: As a head or a label.
        called: Inside a sentence.
        economy: Its code in the brief's world; None where it is no economy of its own there.
        private: Whether its room is its own.
    """

    at: int
    code: str
    name: str
    called: str
    economy: str | None
    private: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class Terms:
    """Everything the section prints.

    Attributes:
        findings: Readings by quantity and rung, the terms' own among them.
        struck: The answers of the search, private rooms included: only `public` is printed.
    """

    findings: Findings
    struck: Struck

    @property
    def strike(self) -> Strike:
        """The answers of the search."""
        return self.struck.strike

    @property
    def on_table(self) -> OnTheTable | None:
        """The terms that the source has itself."""
        return self.struck.on_table

    @cached_property
    def showing(self) -> Showing:
        """What may be printed where a side keeps its room to itself."""
        return Showing(self.strike)

    @property
    def public(self) -> Negotiation:
        """The talks as an export may show them."""
        return self.showing.talks

    @property
    def settled(self) -> Settlement:
        """Nash's terms, or what came nearest."""
        return self.strike.settled

    @property
    def is_settled(self) -> bool:
        """Whether the terms would be signed, and are proved."""
        return self.settled.verdict is Verdict.SETTLED

    @property
    def head(self) -> str:
        """What heads a column of the terms: they are called terms only where they are settled."""
        return HEADS[self.settled.verdict]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The sides, in the order of the talks."""
        return tuple(self._party(at, side) for at, side in enumerate(self.public.sides))

    def _party(self, at: int, side: Side) -> Party:
        world = self.strike.seat.eve.measured
        inside = [
            code
            for code in (*self.findings.talks.parties, side.code)
            if code in self.findings.world.economies
            and set(members_of(code, world)) == set(side.members)
        ]
        called = name_of(side.code, world)
        return Party(
            at=at,
            code=side.code,
            name=starting(called.removeprefix("the ")),
            called=called,
            economy=inside[0] if inside else None,
            private=side.private,
        )

    def sectors(self, codes: tuple[str, ...]) -> str:
        """Return sectors as a sentence lists them."""
        world = self.findings.world
        if set(codes) >= set(world.sectors) - set(world.services):
            return "all goods"
        return joined([self.findings.sector(code) for code in codes])

    def duty(self, measure: str) -> str:
        """Return a measure that talks name as a sentence does: by its title, or its programme."""
        titles = {each.id: each.title for each in self.strike.seat.eve.library.measures}
        of_programme = measure.partition("-")[2].replace("-", " ")
        return f"the added duty “{titles.get(measure) or of_programme or measure}”"

    def exporters(self, codes: tuple[str, ...]) -> str:
        """Return economies as a sentence lists them, a side by its own name."""
        for party, side in zip(self.parties, self.public.sides, strict=True):
            if set(codes) == set(side.members):
                return party.called
        world = self.strike.seat.eve.measured
        if len(codes) >= len(world.economies) - max(len(s.members) for s in self.public.sides):
            return "every supplier"
        return joined([name_of(code, world) for code in codes])

    def rule(self, rule: Rule) -> Settlement | None:
        """Return the settlement by a rule, None where there is none, or it would tell a secret."""
        if not self.showing.open:
            return None
        found = (each for each in self.strike.settlements if each.rule is rule)
        each = next(found, None)
        return each if each is not None and each.verdict is Verdict.SETTLED else None

    def gain(self, name: str, what: str, party: Party, share: float) -> Fact:
        """State a gain of the search, in dollars; it has no range.

        Args:
            name: First part of the fact's id.
            what: What it is a gain by, for the label.
            party: Who gains.
            share: The gain, a fraction of the side's real income in the status quo.
        """
        return self.findings.facts.state(
            Fact(
                id=f"{name}.{party.code}",
                label=f"Gain in real income, {party.name}: {what}",
                value=float(share * self.strike.seat.table.income[party.at]),
                kind=Kind.GAIN,
                rung=STRUCK,
                origins=SEARCH,
            )
        )

    def today(self, party: Party) -> Fact | None:
        """Return what the terms bring a side against the tariffs of the date, with its range.

        None where that is private, or it is not shown what the terms do.
        """
        if not self.showing.effects:
            return None
        if party.economy is not None and self.draws_count(party):
            return self.findings.fact("gain", party.economy, STRUCK)
        if not self.showing.gain(party.at):
            return None
        return self.gain("nash", "the terms", party, self.settled.gains[party.at])

    def without(self, party: Party) -> Fact | None:
        """Return what a side has without a deal against the tariffs of the date; None if private.

        It has a range where it is the threat alone, which is weighed under the draws.
        """
        if not self.showing.fallback(party.at):
            return None
        if self._is_threat(party) and party.economy is not None:
            return self.findings.fact("gain", party.economy, THREAT)
        gain = self.strike.seat.fallbacks.sides[party.at].gain
        return self.gain("fallback", "without a deal", party, gain)

    def over(self, party: Party) -> Fact | None:
        """Return what the terms bring a side over no deal; None if that would tell a secret."""
        if not self.showing.fallback(party.at) or not self.showing.effects:
            return None
        if self._is_threat(party) and party.economy is not None:
            return self.findings.fact("advantage", party.economy, STRUCK)
        fallback = self.strike.seat.fallbacks.sides[party.at].gain
        if self.side(party).fallback.kind is FallbackKind.STATUS_QUO:
            return self.today(party)
        return self.gain(
            "over", "the terms over no deal", party, self.settled.gains[party.at] - fallback
        )

    def unranged(self, party: Party) -> str:
        """Return why what a side has without a deal has no range, in a sentence."""
        states = self.strike.seat.fallbacks.sides[party.at].states
        kinds = {state.kind for state, _ in states}
        if not self.draws_count(party):
            return "it counts sectors by weights of its own, which the draws do not."
        if FallbackKind.WAR in kinds:
            return "a tariff war is found by a search, which is not run again under the draws."
        if FallbackKind.LAPSE in kinds:
            return "no draws are run on the rates after a lapse, which are no scenario here."
        return "no draws are run on these rates, which are no scenario here."

    def odds(self, party: Party) -> Fact | None:
        """Return how likely a side is to be better off than without a deal, where draws tell."""
        over = self.over(party)
        if over is None or over.low is None or party.economy is None:
            return None
        status_quo = self.side(party).fallback.kind is FallbackKind.STATUS_QUO
        return self.findings.fact("chance" if status_quo else "better", party.economy, STRUCK)

    def side(self, party: Party) -> Side:
        """Return a side as an export may show it."""
        return self.public.sides[party.at]

    def draws_count(self, party: Party) -> bool:
        """Return whether the draws count what the search counts: real income as it is."""
        return self.side(party).objective.kind is ObjectiveKind.REAL_INCOME

    def _is_threat(self, party: Party) -> bool:
        """Return whether no deal is, for a side, just what the scenario of no deal is."""
        states = self.strike.seat.fallbacks.sides[party.at].states
        rung = self.findings.talks.rung(THREAT)
        if rung is None or len(states) > 1 or not self.draws_count(party):
            return False
        return np.array_equal(states[0][0].tariff, rung.schedule.rate)
