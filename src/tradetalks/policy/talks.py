"""What is negotiated, as scenarios that a model can price."""

from dataclasses import dataclass
from datetime import date

from tradetalks.atlas.world import World
from tradetalks.policy.deal import Deal, apply_deal
from tradetalks.policy.economies import members_of, name_of, party_in
from tradetalks.policy.library_read import load_library
from tradetalks.policy.measure import Library
from tradetalks.policy.quota import refuse_quotas
from tradetalks.policy.schedule import Schedule, Threat, status_quo, threatened
from tradetalks.policy.words import spoken_date


@dataclass(frozen=True, kw_only=True, eq=False)
class Rung:
    """One scenario of a ladder.

    Attributes:
        id: Short name: status_quo, no_deal, agreed_rate, one_way, both_ways or deal.
        title: Its name in plain words.
        sentence: What it assumes, in one sentence.
        schedule: The rates it stands for.
        assumptions: What else was assumed, one sentence each.
    """

    id: str
    title: str
    sentence: str
    schedule: Schedule
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OnTheTable:
    """A sector that the talks are about, and the words that put it there.

    Attributes:
        sector: Code of a sector of the world.
        topics: The topics that led to it.
        quotes: The words of the text, as written.
    """

    sector: str
    topics: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Talks:
    """Talks between two parties, ready to be priced.

    Attributes:
        parties: The codes of the two sides, the larger economy last.
        third_parties: Codes of others the text or the deal names.
        sectors: The sectors on the table.
        rungs: The scenarios, the status quo first.
        as_of: The date of the rates and of the knowledge.
        assumptions: What was assumed of all rungs, one sentence each.
    """

    parties: tuple[str, str]
    third_parties: tuple[str, ...]
    sectors: tuple[OnTheTable, ...]
    rungs: tuple[Rung, ...]
    as_of: date
    assumptions: tuple[str, ...] = ()

    def rung(self, name: str) -> Rung | None:
        """Return the rung of that id, None when the talks have none."""
        return next((rung for rung in self.rungs if rung.id == name), None)


def status_quo_rung(schedule: Schedule) -> Rung:
    """Return the baseline rung."""
    return Rung(
        id="status_quo",
        title="As things stand",
        sentence=f"Every tariff stays as levied on {spoken_date(schedule.on)}, by what was known "
        f"on {spoken_date(schedule.known)}.",
        schedule=schedule,
        assumptions=schedule.assumptions,
    )


def no_deal_rung(threat: Threat, names: tuple[str, str], library: Library) -> Rung:
    """Return the rung of the announced threat."""
    carried = [m.title for m in library.measures if m.id in threat.measures]
    return Rung(
        id="no_deal",
        title="No deal",
        sentence=f"The rates announced between {names[0]} and {names[1]} from "
        f"{spoken_date(threat.applies)} "
        "are levied; everyone else's stay as they stand.",
        schedule=threat.schedule,
        assumptions=(
            "Rates announced against other countries are not levied in this scenario.",
            f"It carries out: {'; '.join(carried) or 'measures that lapse'}.",
        ),
    )


def talks_from_deal(
    deal: Deal, world: World, as_of: date, *, library: Library | None = None
) -> Talks:
    """Return the rungs of a deal file: as things stand, no deal where one is threatened, the deal.

    Args:
        deal: The terms.
        world: The world whose codes it names.
        as_of: The date of the rates and of the knowledge.
        library: The measures; those that ship when None.

    Raises:
        DealError: The deal does not fit the measures in force on the date, or has a tariff quota.
    """
    base = status_quo(world, as_of, library=library)
    parties = _two(deal, world)
    after = apply_deal(base, deal, world, library=library)
    refuse_quotas(after.quotas, asked="a brief, which prices its terms under many draws,")
    threat = threatened(world, as_of, library=library, between=(deal.parties, deal.parties))
    rungs = [status_quo_rung(base)]
    said: list[str] = []
    if threat is None:
        said.append("No measure announced and not yet applied was known between the parties.")
    else:
        names = (name_of(parties[0], world), name_of(parties[1], world))
        rungs.append(no_deal_rung(threat, names, library or load_library()))
    fresh = tuple(line for line in after.assumptions if line not in base.assumptions)
    rungs.append(
        Rung(
            id="deal",
            title="The deal",
            sentence=f"{deal.title}, on top of every rate as levied on {spoken_date(as_of)}.",
            schedule=after,
            assumptions=fresh,
        )
    )
    covered = {code for concession in deal.concessions for code in concession.sectors}
    return Talks(
        parties=parties,
        third_parties=(),
        sectors=tuple(OnTheTable(sector=code) for code in world.sectors if code in covered),
        rungs=tuple(rungs),
        as_of=as_of,
        assumptions=tuple(said),
    )


def _two(deal: Deal, world: World) -> tuple[str, str]:
    """Return the first side and the first that concedes to it, the larger economy last."""
    first, *others = deal.sides or deal.parties
    gain = set(members_of(first, world))
    givers = [c.by for c in deal.concessions if gain & set(c.to)]
    second = next((o for o in others if set(members_of(o, world)) & set(givers)), others[0])
    return larger_last((first, second), world)


def larger_last(parties: tuple[str, str], world: World) -> tuple[str, str]:
    """Return two parties with the one of larger value added last.

    Raises:
        ArticleError: A party has no economy of its own in this world.
    """

    def size(code: str) -> float:
        return sum(float(world.value_added[world.economy_index(e)]) for e in party_in(code, world))

    small, large = sorted(parties, key=size)
    return small, large
