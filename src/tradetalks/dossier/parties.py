"""Who negotiates, who else is concerned, and who is merely named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tradetalks.dossier.gazetteer import FORUMS, MEMBERS, Mention, economy_names
from tradetalks.dossier.items import Party, Person, Rejected, Span, ThirdParty
from tradetalks.dossier.lines import Line
from tradetalks.dossier.pairs import (
    ELSEWHERE,
    OFTEN,
    TALKS,
    TIED,
    TIED_MORE,
    acting_economies,
    home_of,
    paired,
    ties_between,
)
from tradetalks.dossier.pairs import (
    is_mere_place as is_mere_place,
)
from tradetalks.dossier.record import Record
from tradetalks.dossier.subject_matter import TRADE, is_about_trade_talks
from tradetalks.errors import ArticleError, UnknownCodeError

LEAST_EVIDENCE = 3.0
"""One sentence that ties an economy to talks, and one more that names it."""

DOMINANCE = 1.5
"""The second party must have this many times the evidence of the third economy."""

WEAK_EVIDENCE = 1.5
"""One sentence that ties an economy to trade talks: enough only where hardly any other is named."""

WEAK_DOMINANCE = 3.0
"""The same as `DOMINANCE`, where the evidence is weak."""

ASKED = "asked for"
SHOWN = "evidence"

_ROLE_CUES = (
    ("mediator", re.compile(r"\b(?:mediat\w+|brokered?|hosted by|facilitat\w+)\b", re.I)),
    ("rival", re.compile(r"\b(?:rivals?|competitors?|compet\w+|edge over|undercut\w*)\b", re.I)),
    (
        "comparator",
        re.compile(
            r"\b(?:compared|unlike|like|similar|such as|than|also (?:signed|reached|struck|faces?)|"
            r"already (?:signed|reached|struck|concluded)|deals? (?:signed |struck )?with)\b",
            re.I,
        ),
    ),
    (
        "partner",
        re.compile(
            r"\b(?:cooperat\w+|co-operat\w+|ties|relations\w*|partner\w*|allian\w+|ally|allies|"
            r"balanc\w+|trade|export\w*|import\w*|invest\w*|talks|deal|agreement|supplier\w*|"
            r"buyer\w*|goods|neighbou?r\w*|markets?|tariffs?|influence)\b",
            re.I,
        ),
    ),
)


@dataclass
class _Standing:
    """What the text holds about one economy."""

    score: float = 0.0
    spans: list[Span] = field(default_factory=list)
    roles: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Parties:
    """The economies of an article, sorted by their part in it, and whether trade talks are told of.

    What a text is about is asked once; agenda and stages rest on it too.
    """

    parties: tuple[Party, ...]
    candidates: tuple[Party, ...]
    third_parties: tuple[ThirdParty, ...]
    mentioned: tuple[ThirdParty, ...]
    rejected: tuple[Rejected, ...]
    choice: str
    about_trade: bool


def sort_economies(
    lines: Sequence[Line], persons: Sequence[Person], *, asked: Sequence[str] | None, where: str
) -> Parties:
    """Tell parties from third parties and from economies merely named.

    Args:
        lines: The article's sentences.
        persons: The people found; an office ties its economy to the story.
        asked: Codes the person asks for instead of what the evidence suggests.
        where: What messages call the article.

    Raises:
        ArticleError: An economy that is asked for is not named in the article.
        UnknownCodeError: A code that is asked for does not exist.
    """
    standings = _standings(lines, persons)
    acting = acting_economies(lines)
    ranked = sorted(standings, key=lambda code: -standings[code].score)
    candidates = tuple(_party(code, standings[code]) for code in ranked)
    about_trade = is_about_trade_talks(lines)
    if asked is not None:
        parties = _asked(candidates, asked, where)
        choice = ASKED
    else:
        parties, choice = _dominant(candidates, is_trade=about_trade)
        if not parties and about_trade:
            pair = _plain_pair(lines, candidates)
            parties, choice = (pair, SHOWN) if pair else (parties, choice)
    chosen = {party.code for party in parties}
    # A member of a bloc that negotiates is no third party, and a text about other things has none.
    members = {member for code in chosen for member in MEMBERS.get(code, frozenset())}
    likely = () if parties else ranked[:1]
    others = [code for code in ranked if code not in chosen]
    thirds = [
        _third(
            code,
            standings[code],
            plays_a_part=about_trade and code not in members and code not in likely,
            acts=acting.get(code, "") if parties else "",
        )
        for code in others
    ]
    return Parties(
        parties=parties,
        candidates=candidates,
        third_parties=tuple(third for third in thirds if third.role != "mentioned"),
        mentioned=tuple(third for third in thirds if third.role == "mentioned"),
        rejected=tuple(
            Rejected(
                what=f"{third.name} as a party",
                reason="less evidence of talks",
                spans=third.spans[:1],
            )
            for third in thirds
        ),
        choice=choice,
        about_trade=about_trade,
    )


def require_two_parties(record: Record) -> tuple[Party, Party]:
    """Return the two parties of a record.

    Raises:
        ArticleError: The article names no economy, one, or several of which no two stand out; the
            message lists those named and says what to do.
    """
    if len(record.parties) == 2:
        return record.parties[0], record.parties[1]
    named = ", ".join(f"{party.name} ({party.code})" for party in record.candidates[:12])
    if not record.candidates:
        what, remedy = "the article names no economy", "Give an article about trade talks"
    elif len(record.candidates) == 1:
        what = f"the article names only one economy: {named}"
        remedy = "Talks need two; give an article that names both"
    else:
        what = f"{record.choice}; it names {named}"
        first, second = record.candidates[:2]
        remedy = f"Say which two are meant: --parties {first.code},{second.code}"
    raise ArticleError(what, where=record.article.source, remedy=remedy)


def _standings(lines: Sequence[Line], persons: Sequence[Person]) -> dict[str, _Standing]:
    standings: dict[str, _Standing] = {}
    for line in lines:
        weights = _weights(line)
        for mention in line.places:
            standing = standings.setdefault(mention.code, _Standing())
            standing.spans.append(line.span(mention.start, mention.end))
            role = _role(line, mention)
            standing.roles[role] = standing.roles.get(role, 0) + 1
        for code, weight in weights.items():
            standings[code].score += weight
    for person in persons:
        if person.economy in standings:
            standings[person.economy].score += 1.0
    for code, standing in standings.items():
        if code in FORUMS:
            standing.score = 0.0
    _speak_for_blocs(standings)
    return standings


def _speak_for_blocs(standings: dict[str, _Standing]) -> None:
    """Let a bloc that is named lead its members: Germany in a story about EU talks."""
    for bloc, members in MEMBERS.items():
        if bloc in standings and standings[bloc].score >= LEAST_EVIDENCE:
            for code in members & set(standings):
                if standings[code].score <= standings[bloc].score:
                    standings[code].score *= 0.5


def _weights(line: Line) -> dict[str, float]:
    """Return how strongly one sentence ties each economy in it to talks."""
    talks = TALKS.search(line.text) is not None
    trade = TRADE.search(line.text) is not None
    crowd = len({mention.code for mention in line.places}) > 3
    base = 0.5 + (1.0 if talks and trade else 0.5 if talks or trade else 0.0)
    weights: dict[str, float] = {}
    for mention in line.places:
        weight = 0.3 if crowd or is_mere_place(line, mention) else base
        if ELSEWHERE.search(line.before(mention.start, 90)):
            weight = min(weight, 0.3)
        weights[mention.code] = max(weights.get(mention.code, 0.0), weight)
    if talks:
        for code in paired(line):
            weights[code] += 2.0 if trade else 1.0
    if line.title:
        for code in weights:
            weights[code] *= 2.0
    return weights


def _role(line: Line, mention: Mention) -> str:
    if is_mere_place(line, mention):
        return "mentioned"
    for role, cue in _ROLE_CUES:
        reach = line.before(mention.start, 70) + " " + line.after(mention.end, 40)
        if cue.search(reach):
            return role
    return "mentioned"


def _party(code: str, standing: _Standing) -> Party:
    name = economy_names()[code]
    return Party(
        code=code, name=name, evidence=round(standing.score, 2), spans=tuple(standing.spans)
    )


def _third(code: str, standing: _Standing, *, plays_a_part: bool, acts: str) -> ThirdParty:
    shown = {role: count for role, count in standing.roles.items() if role != "mentioned"}
    order = [role for role, _ in _ROLE_CUES]
    if not shown and acts:
        shown = {acts: 1}
    if not plays_a_part or code in FORUMS:
        shown = {}
    role = min(shown, key=lambda name: (-shown[name], order.index(name)), default="mentioned")
    return ThirdParty(code=code, name=economy_names()[code], role=role, spans=tuple(standing.spans))


def _dominant(candidates: Sequence[Party], *, is_trade: bool) -> tuple[tuple[Party, ...], str]:
    """Return the two parties, or none and the reason."""
    shown = [party for party in candidates if party.evidence >= WEAK_EVIDENCE]
    if not is_trade:
        return (), "the article is not about trade talks"
    if len(shown) < 2:
        return (), "no two economies are shown in talks"
    third = candidates[2].evidence if len(candidates) > 2 else 0.0
    margin = DOMINANCE if shown[1].evidence >= LEAST_EVIDENCE else WEAK_DOMINANCE
    if shown[1].evidence < margin * third:
        return (), "no two economies stand out as the ones in talks"
    return (shown[0], shown[1]), SHOWN


def _plain_pair(lines: Sequence[Line], candidates: Sequence[Party]) -> tuple[Party, ...]:
    """Return the two that sentences on talks name together, or that are named far more than others.

    For texts whose evidence is thin because they speak of one side as "we" or name the other once.
    """
    by_code = {party.code: party for party in candidates if party.code not in FORUMS}
    blocs = {
        member: bloc for bloc, members in MEMBERS.items() if bloc in by_code for member in members
    }
    ties = {
        pair: weight
        for pair, weight in ties_between(lines, blocs).items()
        if not any(
            len(party.spans) >= max(len(by_code[code].spans) for code in pair if code in by_code)
            for party in candidates
            if blocs.get(party.code, party.code) not in pair
        )
    }
    ranked = sorted(ties, key=lambda pair: -ties[pair])
    if ranked and ties[ranked[0]] >= TIED and all(code in by_code for code in ranked[0]):
        others = [ties[pair] for pair in ranked[1:]]
        if not others or ties[ranked[0]] >= TIED_MORE * others[0]:
            chosen = [party for code, party in by_code.items() if code in ranked[0]]
            return tuple(chosen)
    if len(by_code) < 2:
        return ()
    first, second, *rest = by_code.values()
    if ties.get(frozenset({first.code, second.code})) and len(ties) == 1:
        return first, second
    home = by_code.get(home_of(lines))
    named = sorted(
        (party for party in by_code.values() if party is not home), key=lambda p: -len(p.spans)
    )
    often = len(named[0].spans)
    if home and often >= OFTEN and all(often > 2 * len(other.spans) for other in named[1:]):
        return home, named[0]
    if second.evidence < WEAK_EVIDENCE or len(second.spans) < 2:
        return ()
    if any(
        second.evidence < DOMINANCE * other.evidence or len(second.spans) < 2 * len(other.spans)
        for other in rest
    ):
        return ()
    return first, second


def _asked(candidates: Sequence[Party], asked: Sequence[str], where: str) -> tuple[Party, ...]:
    known = economy_names()
    by_code = {party.code: party for party in candidates}
    codes = [code.strip().upper() for code in asked]
    for code in codes:
        if code not in known:
            raise UnknownCodeError("economy", code, known, where="parties")
        if code not in by_code:
            listed = ", ".join(f"{party.name} ({party.code})" for party in candidates) or "none"
            raise ArticleError(
                f"the article does not name {known[code]} ({code})",
                where=where,
                remedy=f"It names: {listed}",
            )
    if len(set(codes)) != 2:
        raise ArticleError(
            f"{len(set(codes))} parties were asked for: {', '.join(codes)}",
            where="parties",
            remedy="Name two, such as IND,GBR",
        )
    return tuple(by_code[code] for code in codes)
