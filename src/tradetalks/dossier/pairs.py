"""Which two economies sentences tie to one another, and which have a part of their own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from tradetalks.dossier.gazetteer import Kind, Mention
from tradetalks.dossier.lines import Line
from tradetalks.dossier.subject_matter import EARLY

TALKS = re.compile(
    r"\b(?:talks|negotiat\w+|agreements?|deals?|pacts?|accords?|treat(?:y|ies)|FTA|CEPA|EPA|"
    r"dialogues?|working groups?|delegations?|rounds?|meetings?|met|meets|meet|summit|visit\w*|"
    r"arrangements?|memorandum|MoU|partnership|discussions)\b",
    re.I,
)

# What stands before an economy that is compared with, or dealt with elsewhere.
ELSEWHERE = re.compile(
    r"\b(?:like|unlike|such as|compared (?:with|to)|rivals?|competitors?|compet\w+ with|than|"
    r"similar to|including|includes|other countries|as well as|while \w+ing|ahead of|elsewhere|"
    r"already (?:signed|reached|struck|concluded)|(?:deals|agreements|pacts) (?:signed |reached |"
    r"struck )?with|balanc\w+)\b"
    r"[^.;:]{0,60}$",
    re.I,
)
_PAIR_GAP = re.compile(
    r"(?:['’]s?)?(?:\s*[-–—/]\s*|,? and (?:the )?|,? with (?:the )?| & |"
    r"['’]s? (?:\w+ ){1,4}with (?:the )?|"
    r"(?:['’]s?)? (?:[\w-]+ ){0,9}(?:talks|negotiations|deal|agreement|pact|accord) "
    r"(?:\w+ ){0,2}with (?:the )?)",
    re.I,
)
_PACT = (
    r"(?:talks|negotiations?|agreements?|deals?|pacts?|accords?|treat(?:y|ies)|FTA|CEPA|EPA|"
    r"partnership|memorandum|free trade)"
)
_PACT_WITH = re.compile(
    rf"\b{_PACT} (?:[\w-]+ ){{0,2}}with (?:the )?(?:State of |Republic of )?$", re.I
)
_PACT_OF = re.compile(
    r"(?:['’]s?)? (?:(?:free|trade|trading|draft|reciprocal|upgraded?) ){0,3}"
    rf"(?:{_PACT}|file|process)\b",
    re.I,
)
"""After an economy: "the Vietnam talks", "the EU file"."""
_OTHERS_PACT = re.compile(
    r"\b(?:its|their|own|similar|such|already|also|another|like|unlike|as|after|before) "
    r"(?:[\w-]+ ){0,4}with (?:the )?$",
    re.I,
)
_SHAKE = re.compile(
    r"\b(?:shook hands|shake hands|sit down|sat down|sign(?:s|ed)?|at the table)\b", re.I
)
_HEAD = re.compile(
    r"\b(?:ministry|minister|government|department|office of|parliament|assembly|congress|senate|"
    r"house of|chamber|embassy|attach[ée]|press bureau|federal council|cabinet)\b",
    re.I,
)
TIED = 1.5
"""One early sentence that ties two economies, or two later ones."""
_CLUBS = frozenset({"CPTPP", "RCEP", "ASEAN", "AU"})
"""Groups that are named for their members, not for what they do."""
_PAYS = re.compile(
    r"\b(?:pays?|paid|faces?|got|charged?|duty|duties|free|tariffs?|percent|per cent|signed|has|"
    r"have|had|own)\b|%",
    re.I,
)
_OF_A_PERSON = re.compile(
    r"[- ](?:\w+ )?(?:papers?|daily|newspapers?|weekly|cit(?:y|ies)|state|town|capital|"
    r"reporters?|journalists?|television|economists?|professor|poet|writer|novelist|footballer|restaurant|"
    r"hotel|coast|border|elections?|born|descent|origin|dollars?)\b|\)",
    re.I,
)
_AT_A_PLACE = re.compile(
    r"\b(?:in|at|near|from) (?:[A-Z][\w’'-]+ ){0,2}[A-Z][\w’'-]+, $|"
    r"\b(?:road|way|flight|train) (?:from|to) $|"
    r"\b(?:born|lives|lived|studied|based|taught|met|held|meeting|summit|conference) in $"
)
_TO_SOMEWHERE = re.compile(r" to (?:Europe|Asia|Africa)\b")
OFTEN = 3
"""Times that a text out of one side's ministry names the other side, and more than twice any."""
TIED_MORE = 1.5
"""How many times as strongly the two are tied as any other pair."""


def paired(line: Line) -> Iterator[str]:
    """Yield economies named as a pair: "Pakistan-U.S.", "between India and the UK"."""
    done: set[str] = set()
    previous: Mention | None = None
    for left, right in pairwise(line.places):
        gap = line.text[left.end - line.start : right.start - line.start]
        # "Japan, India and the UK" is a list, not a pair.
        listed = previous is not None and line.before(left.start, 2) == ", "
        previous = left if not is_mere_place(line, left) else None
        elsewhere = ELSEWHERE.search(line.before(left.start, 90))
        if left.code == right.code or (listed and "and" in gap) or elsewhere:
            continue
        if _PAIR_GAP.fullmatch(gap):
            yield from {left.code, right.code} - done
            done |= {left.code, right.code}


def is_mere_place(line: Line, mention: Mention) -> bool:
    """Tell "in Islamabad", where something happens, from Islamabad, the government."""
    if mention.kind is Kind.INSTITUTION:
        return line.before(mention.start, 8).endswith((" at the ", "At the "))
    if mention.kind not in {Kind.SEAT, Kind.CITY}:
        return False
    before = line.before(mention.start, 24)
    if re.search(
        r"\b(?:in|at|near|outside|around|visited|visiting|based in|outskirts of|leaves|leaving|"
        r"left|"
        r"arriv\w+ in|flew to) $",
        before,
    ):
        return True
    for left, right in pairwise(line.places):
        if right.start == mention.start and is_mere_place(line, left):
            gap = line.text[left.end - line.start : right.start - line.start]
            return gap in {" and ", ", ", " or ", " and in ", ", and "}
    return mention.kind is Kind.CITY


def ties_between(lines: Sequence[Line], blocs: Mapping[str, str]) -> dict[frozenset[str], float]:
    """Return how often sentences tie two economies to talks with one another, early ones more."""
    ties: dict[frozenset[str], float] = {}
    home = home_of(lines)

    def tie(one: str, other: str, weight: float) -> None:
        pair = frozenset({blocs.get(one, one), blocs.get(other, other)})
        if len(pair) == 2:
            ties[pair] = ties.get(pair, 0.0) + weight

    for number, line in enumerate(lines):
        weight = 1.5 if line.title or number < EARLY else 1.0
        toward = [mention for mention in line.places if _is_toward(line, mention)]
        for mention in toward:
            before = [each for each in line.places if each.end <= mention.start]
            others = [each for each in before if each.code != mention.code]
            if others and not ELSEWHERE.search(line.before(others[-1].start, 90)):
                tie(others[-1].code, mention.code, weight)
            elif home and home != mention.code and not others:
                tie(home, mention.code, weight)
        if not toward and (TALKS.search(line.text) or _SHAKE.search(line.text)):
            two = list(paired(line))
            if len(two) == 2:
                tie(two[0], two[1], weight)
    return ties


def _is_toward(line: Line, mention: Mention) -> bool:
    """Tell whether a sentence speaks of talks or a pact with an economy: "the pact with Israel"."""
    before, after = line.before(mention.start, 60), line.after(mention.end, 40)
    if _OTHERS_PACT.search(line.before(mention.start, 90)):
        return False
    return bool(_PACT_WITH.search(before) or _PACT_OF.match(after))


def home_of(lines: Sequence[Line]) -> str:
    """Return the economy whose ministry or parliament a text comes from, by its head."""
    for line in lines[:EARLY]:
        codes = {mention.code for mention in line.places}
        if len(codes) == 1 and _HEAD.search(line.text) and not _PACT_WITH.search(line.text):
            return codes.pop()
    return ""


def acting_economies(lines: Sequence[Line]) -> dict[str, str]:
    """Return economies that a sentence says something of; comparators where it says they pay."""
    acting: dict[str, str] = {}
    for line in lines:
        for mention in line.places:
            if mention.code in _CLUBS or is_mere_place(line, mention) or _is_aside(line, mention):
                continue
            role = "comparator" if _PAYS.search(line.after(mention.end, 60)) else "partner"
            if acting.get(mention.code) != "comparator":
                acting[mention.code] = role
    return acting


def _is_aside(line: Line, mention: Mention) -> bool:
    """Tell a paper's, a person's or a city's country from one that has a part in the story."""
    before, after = line.before(mention.start, 40), line.after(mention.end, 40)
    if mention.kind is Kind.DEMONYM and _OF_A_PERSON.match(after):
        return True
    return bool(_AT_A_PLACE.search(before)) or bool(_TO_SOMEWHERE.match(after))
