"""The talks of two countries over three months, told by five outlets, read by hand.

The records are put together here and not read by the rules, so that the questions put to them are
tested by themselves. The words are ours.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tradetalks.dossier.article import Article
from tradetalks.dossier.items import (
    OUTLET,
    Agenda,
    Measure,
    MeasureKind,
    Meeting,
    Modality,
    NextStep,
    Party,
    Person,
    Span,
    Speaker,
    SpeakerKind,
    Stage,
    Statement,
    Status,
    Voice,
    When,
)
from tradetalks.dossier.record import Record

NAMES = {"KEN": "Kenya", "NOR": "Norway", "CHL": "Chile", "GHA": "Ghana", "PER": "Peru"}
ODHIAMBO, HELGESEN = "Amina Odhiambo", "Lars Helgesen"
MINISTRY = "trade ministry"


@dataclass
class Draft:
    """An article whose items are put down by the words they rest on."""

    text: str
    published: str | None
    outlet: str
    parties: tuple[str, ...] = ("KEN", "NOR")
    items: dict[str, list[object]] = field(default_factory=dict)

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start=start, end=start + len(words), quote=words)

    def when(self, words: str, edtf: str) -> When | None:
        return When(edtf=edtf, granularity="day", span=self.span(words)) if edtf else None

    def speaker(self, name: str, economy: str, kind: SpeakerKind) -> Speaker:
        return Speaker(kind=kind, name=name, economy=economy, span=self.span(name.split()[-1]))

    def put(self, kind: str, item: object) -> "Draft":
        self.items.setdefault(kind, []).append(item)
        return self

    def meeting(self, words, *who, where=(), when="", held=True):
        found = Meeting(
            spans=(self.span(words),), who=who, where=where, when=self.when(words, when), held=held
        )
        return self.put("meetings", found)

    def status(self, words, stage, *, by="", of="", kind=SpeakerKind.PERSON, **more):
        status = Status(
            spans=(self.span(words),),
            stage=stage,
            speaker=self.speaker(by, of, kind) if by else OUTLET,
            hedged=more.pop("hedged", False),
            current=more.pop("current", True),
            sentence=self.span(words),
            as_of=self.published or "",
            **more,
        )
        return self.put("statuses", status)

    def step(self, words, what, *, when="", where=()):
        step = NextStep(
            spans=(self.span(words),), what=what, where=where, when=self.when(words, when)
        )
        return self.put("next_steps", step)

    def says(self, words, by, of, modality=Modality.WILL):
        statement = Statement(
            spans=(self.span(words),),
            speaker=self.speaker(by, of, SpeakerKind.PERSON),
            cue="said",
            content=words,
            voice=Voice.SAID,
            modality=modality,
        )
        return self.put("statements", statement)

    def tariff(self, words, rate, by, on, time):
        measure = Measure(
            spans=(self.span(words),),
            kind=MeasureKind.TARIFF_RATE,
            value=rate,
            by=by,
            on=on,
            time=time,
        )
        return self.put("measures", measure)

    def person(self, name, office, economy):
        person = Person(
            spans=(self.span(name),), name=name, full_name=name, office=office, economy=economy
        )
        return self.put("persons", person)

    def topic(self, words, key):
        return self.put(
            "agenda", Agenda(spans=(self.span(words),), topic=key, title=key, sectors=())
        )

    def record(self) -> Record:
        article = Article(
            text=self.text,
            title=self.text.partition("\n")[0],
            outlet=self.outlet,
            published=date.fromisoformat(self.published) if self.published else None,
        )
        parties = tuple(
            Party(code=code, name=NAMES[code], spans=(self.span(NAMES[code]),))
            for code in self.parties
        )
        items = {kind: tuple(found) for kind, found in self.items.items()}
        return Record(article=article, parties=parties, candidates=parties, **items)


def _opening() -> Draft:
    met = (
        f"Kenya's Trade Minister {ODHIAMBO} met Norwegian Trade Minister {HELGESEN} in Nairobi on "
        "Monday, and the two countries opened negotiations on a free trade agreement."
    )
    promise = "We will publish our tariff offer by March 20, 2026,"
    text = (
        f'Kenya and Norway open trade talks in Nairobi\n\n{met}\n\n"{promise}" Odhiambo said.\n\n'
        "A second\nround of talks is scheduled for April 2026 in Oslo. A joint committee meeting "
        "is planned for 12 May 2026 in Mombasa. Norway charges a tariff of 12 percent on Kenyan "
        "cut flowers. Working groups are to settle rules of origin.\n"
    )
    return (
        Draft(text, "2026-03-02", "Harbour Wire")
        .meeting(met, ODHIAMBO, HELGESEN, where=("Nairobi",), when="2026-03-02")
        .status("Kenya and Norway open trade talks", Stage.NEGOTIATING)
        .says(promise, ODHIAMBO, "KEN")
        .step("second\nround of talks", "second\nround of talks", when="2026-04", where=("Oslo",))
        .step(
            "joint committee meeting",
            "joint committee meeting",
            when="2026-05-12",
            where=("Mombasa",),
        )
        .step("Working groups", "Working groups")
        .tariff("12 percent", 0.12, "NOR", "KEN", "current")
        .person(ODHIAMBO, "Trade Minister", "KEN")
        .topic("cut flowers", "flowers")
    )


def _offer() -> Draft:
    talks = "Negotiations between Kenya and Norway are under way, the Kenyan trade ministry said."
    text = (
        "Kenya's tariff offer is out\n\nKenya published its tariff offer to Norway on Friday, as "
        f"promised.\n\n{talks}\n"
    )
    return Draft(text, "2026-03-21", "Fjord Post").status(
        talks, Stage.NEGOTIATING, by=MINISTRY, of="KEN", kind=SpeakerKind.GOVERNMENT
    )


def _oslo() -> Draft:
    met = f"Kenya's Trade Minister {ODHIAMBO} met Norway's {HELGESEN} in Oslo on Tuesday."
    near = f'"A trade agreement is close," {HELGESEN} said.'
    sign = "are expected to sign the agreement in June 2026"
    text = (
        f"Kenya and Norway hold second round in Oslo\n\n{met} The second round of talks was held "
        f"there over two days.\n\n{near}\n\nThe two countries {sign}. A ministerial meeting is "
        "scheduled for July 2026 in Bergen.\n"
    )
    return (
        Draft(text, "2026-04-14", "Harbour Wire")
        .meeting(met, ODHIAMBO, HELGESEN, where=("Oslo",), when="2026-04-14")
        .status("Kenya and Norway hold second round", Stage.NEGOTIATING)
        .status(near, Stage.NEAR, by=HELGESEN, of="NOR")
        .step(sign, sign, when="2026-06")
        .step(
            "ministerial meeting is scheduled for July 2026", "ministerial meeting", when="2026-07"
        )
    )


def _stall() -> Draft:
    stalled = (
        "Trade talks between Kenya and Norway have stalled over fish, a spokesman for the trade "
        "ministry said."
    )
    text = (
        f"Nairobi says trade talks with Norway have stalled\n\n{stalled}\n\nThe joint committee "
        "meeting in Mombasa was postponed, the ministry said.\n"
    )
    return (
        Draft(text, "2026-04-15", "Savanna Daily")
        .status("Nairobi says trade talks with Norway have stalled", Stage.STALLED)
        .status(stalled, Stage.STALLED, by=MINISTRY, of="KEN", kind=SpeakerKind.GOVERNMENT)
        .topic("fish", "fisheries")
    )


def _signing() -> Draft:
    signed = "Kenya and Norway signed a free trade agreement in Nairobi on Thursday."
    force = "is expected to enter into force in January 2027"
    text = (
        f"Kenya and Norway sign free trade agreement\n\n{signed} Norway will lower its tariff on "
        f"Kenyan cut flowers to 4 percent.\n\nThe agreement {force}.\n"
    )
    return (
        Draft(text, "2026-06-18", "Fjord Post")
        .status(signed, Stage.SIGNED)
        .step(force, force, when="2027-01")
        .tariff("4 percent", 0.04, "NOR", "KEN", "proposed")
    )


def _others() -> Draft:
    text = (
        "Chile and Ghana explore a trade pact\n\nChile and Ghana held exploratory talks in Accra. "
        "The next round of talks is scheduled for September 2026 in Santiago.\n"
    )
    return (
        Draft(text, "2026-05-05", "Coast Echo", parties=("CHL", "GHA"))
        .status("Chile and Ghana held exploratory talks", Stage.EXPLORATORY)
        .step("next round of talks", "next round of talks", when="2026-09", where=("Santiago",))
    )


@cache
def saga() -> tuple[Record, ...]:
    """Return the records, in the order of their dates but for the last."""
    drafts = (_opening(), _offer(), _oslo(), _stall(), _signing(), _others())
    return tuple(draft.record() for draft in drafts)
