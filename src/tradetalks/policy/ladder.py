"""What all scenarios of one text's talks share: the world, the rates of the day, the two sides."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tradetalks.atlas.world import World
from tradetalks.policy.deal import Concession, Deal, apply_deal
from tradetalks.policy.economies import members_of, name_of
from tradetalks.policy.formula import Change
from tradetalks.policy.measure import Library
from tradetalks.policy.schedule import Schedule
from tradetalks.policy.stack import headline_on
from tradetalks.policy.words import joined


@dataclass(frozen=True, eq=False)
class Ladder:
    """What all rungs of one ladder share.

    Attributes:
        world: The world that prices them.
        base: The rates of the day.
        library: The measures.
        small: Code of the smaller party.
        large: Code of the larger one.
    """

    world: World
    base: Schedule
    library: Library
    small: str
    large: str

    @property
    def goods(self) -> tuple[str, ...]:
        """The sectors that carry tariffs."""
        return tuple(s for s in self.world.sectors if s not in self.world.services)

    def name(self, code: str) -> str:
        """Return a name as it stands inside a sentence."""
        return name_of(code, self.world)

    def listed(self, sectors: tuple[str, ...]) -> str:
        """Return sectors as a sentence names them."""
        if sectors == self.goods:
            return "all goods"
        world = self.world
        return joined([world.sector_names[world.sector_index(code)].lower() for code in sectors])

    def give(
        self,
        schedule: Schedule,
        by: str,
        to: str,
        change: Change,
        *,
        sectors: Iterable[str],
        measure: str | None = None,
    ) -> Schedule:
        """Return a schedule with one preferential concession on top."""
        concessions = tuple(
            Concession(
                by=importer,
                to=members_of(to, self.world),
                sectors=tuple(sectors),
                change=change,
                measure=measure,
            )
            for importer in members_of(by, self.world)
        )
        deal = Deal(title="", parties=(by, to), status="proposed", concessions=concessions)
        return apply_deal(schedule, deal, self.world, library=self.library)

    def programme(self, importer: str, partner: str) -> str | None:
        """Return the programme whose headline the importer's agreements set, if it is levied."""
        names = dict.fromkeys(a.programme for a in self.library.agreed if a.by == importer)
        return next((n for n in names if self.headline(n, partner) > 0), None)

    def headline(self, programme: str, partner: str) -> float:
        """Return the rate as ordered of a programme on a partner, the mean of a bloc's members."""
        world, base = self.world, self.base
        rates = [
            headline_on(world, base.on, base.known, self.library, programme, economy)
            for economy in members_of(partner, world)
        ]
        return float(np.mean(rates))
