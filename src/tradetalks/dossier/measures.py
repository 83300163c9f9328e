"""Figures the text names: tariff rates with both sides, and every other sort told from them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tradetalks.dossier.amounts import find_amounts
from tradetalks.dossier.currencies import settle
from tradetalks.dossier.figure_kinds import kind_of
from tradetalks.dossier.figures import Figure, Setting, setting_of
from tradetalks.dossier.gazetteer import FORUMS, Kind, Mention
from tradetalks.dossier.items import Measure, MeasureKind
from tradetalks.dossier.lines import Line
from tradetalks.dossier.numerals import Amount

_PERCENT = re.compile(r"\d(?:\s?%|[ -]per[ -]?cent\b(?!age))", re.I)
_PREVIOUS = re.compile(
    r"\b(?:from|down from|instead of|previously|earlier|previous|original(?:ly)?|was|had been)\W+"
    r"(?:[\w-]+ ){0,3}$",
    re.I,
)
_PROPOSED = re.compile(
    r"\b(?:would|could|may|might|propos\w+|offer\w*|seek\w*|want\w*|plan\w*|will|if|expected|"
    r"consider\w*|demand\w*|hope\w*|push\w* for|call\w* for)\b",
    re.I,
)
_AGREED = re.compile(
    r"(?<!no )(?<!out an )(?<!out a )\b(?:agree[sd]?|agreement|deal|pact|accord)\b", re.I
)
# What somebody says will be imposed unless the talks succeed: nobody offers it at the table.
_THREATENED = re.compile(
    r"\b(?:threat\w*|would otherwise|otherwise (?:face|pay|be)|looming|letters?|(?:avoid|avert|"
    r"escape|head off|stave off)(?:s|ed|ing)?)\b",
    re.I,
)
_THREAT_AFTER = re.compile(r"[^%;.]{0,30}?\b(?:threat\w*|loom(?:s|ed|ing))\b", re.I)
_LOST = re.compile(
    r"\b(?:lost|lose[sd]?|losing|loss of|end of|expir\w+|ended|former)\b[^,;]{0,20}$", re.I
)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|to (?:buy|purchase|invest|reach|raise|double|lift|import|export|spend|"
    r"build|order|eliminate|remove|scrap|cut|cover|open|allow|provide)|pledg\w+|promis\w+|"
    r"commit\w*|"
    r"agree\w*|target\w*|aim\w*|plan\w*|propos\w+|offer\w*|seek\w*|want\w*|expect\w*|could|may|"
    r"might|should|by 20\d\d|over the next)\b",
    re.I,
)
_OVER = re.compile(r"\b(?:had|used to|previously|formerly|was|were|from|in (?:19|20)\d\d)\b", re.I)
_CLAUSE = re.compile(r"[;:—]|, (?:while|but|whereas|although|and)\b| while ")
_GOODS = (
    r"(?:goods|exports?|imports?|products?|shipments|steel|alumini?um|cars|vehicles|autos|textiles|"
    r"garments|apparel|farmers|exporters)"
)
_NO_RATE = r"(?!(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|on|of|to|face[sd]?|pays?|paid)\b)"
_SOME = rf"(?:{_NO_RATE}[\w-]+ ){{0,3}}?"
_BEARS_IT = (
    r"(?:(?:will|would|could|may|might|must|to|now|still|also|already|currently|otherwise|have|"
    r"has|had|is|are|was|were|be|been|to) )*(?:fac(?:e[sd]?|ing)|pay(?:s|ing)?|paid|bears?|"
    r"attracts?|incurs?|enter(?:s|ed)?|hit (?:with|by)|subject(?:ed)? to|charged|slapped with)\b"
)


def find_measures(lines: Sequence[Line], *, parties: Sequence[str] = ()) -> tuple[Measure, ...]:
    """Return the figures named, in order: tariff rates, and all others with what they are about.

    Args:
        lines: The article's sentences.
        parties: Codes of the negotiating economies. Where they are two and the words name one as
            a side of a rate, the other is the other side.
    """
    setting = setting_of(lines, parties=parties)
    found: list[Measure] = []
    last: dict[str, tuple[int, MeasureKind]] = {}
    for line in lines:
        near = {unit: kind for unit, (block, kind) in last.items() if line.block - block <= 1}
        measures = list(_measures(line, setting, near))
        last |= {each.unit: (line.block, each.kind) for each in measures}
        found += measures
    return tuple(found)


def _measures(line: Line, setting: Setting, last: Mapping[str, MeasureKind]) -> Iterator[Measure]:
    amounts = find_amounts(line.text)
    known: tuple[MeasureKind | None, ...] = ()
    for number, amount in enumerate(amounts):
        figure = Figure(line, amounts, number)
        kind = kind_of(figure, setting, known=known, last=last.get(amount.unit))
        known = (*known, kind)
        if kind is None:
            continue
        start, end = line.start + amount.start, line.start + amount.end
        is_rate = kind is MeasureKind.TARIFF_RATE
        by, on = _completed(*_sides(line, start), setting.parties) if is_rate else ("", "")
        places = [place.code for place in line.places]
        near = (*places, *setting.parties, *setting.economies)
        yield Measure(
            kind=kind,
            value=amount.value,
            unit=settle(amount.coin, near) if amount.coin else amount.unit,
            by=by,
            on=on,
            time=_time(line.text, amount) if is_rate else _time_of_other(line.text, amount),
            spans=(line.span(start, end),),
        )


def _time(text: str, amount: Amount) -> str:
    before = text[max(0, amount.start - 60) : amount.start]
    clause = _CLAUSE.split(text[max(0, amount.start - 80) : amount.start])[-1]
    # In "lowers the threatened 25 percent to 15 percent" only the first rate is a threat.
    own = _PERCENT.split(clause)[-1]
    if _THREATENED.search(own) or _THREAT_AFTER.match(_CLAUSE.split(text[amount.end :])[0]):
        return "threatened"
    proposed = any(pattern.search(before) for pattern in (_PROPOSED, _THREATENED))
    if _PREVIOUS.search(before) or _LOST.search(before):
        # What a rate would rise or fall from is the one that applies now.
        return "current" if proposed else "previous"
    return "proposed" if proposed or _AGREED.search(text[: amount.start]) else "current"


def _time_of_other(text: str, amount: Amount) -> str:
    """Return when an amount that is no rate holds: planned, over, or now."""
    clause = _CLAUSE.split(text[: amount.start])[-1]
    if _PLANNED.search(clause):
        return "proposed"
    return "previous" if _OVER.search(clause) else "current"


def _sides(line: Line, position: int) -> tuple[str, str]:
    """Return who imposes the rate at `position` and whose goods bear it, where the words tell."""
    first, last = _clause_around(line, position)
    by, on = _sides_between(line, position, first, last)
    return (by, on) if by or on else _sides_between(line, position, line.start, line.end)


def _clause_around(line: Line, position: int) -> tuple[int, int]:
    cuts = [line.start + cut.start() for cut in _CLAUSE.finditer(line.text)]
    before = max((cut for cut in cuts if cut <= position), default=line.start)
    return before, min((cut for cut in cuts if cut > position), default=line.end)


def _sides_between(line: Line, position: int, first: int, last: int) -> tuple[str, str]:
    places = sorted(
        (p for p in line.places if p.code not in FORUMS and first <= p.start < last),
        key=lambda place: abs(place.start - position),
    )
    on = next((p.code for p in places if _bears(line, p)), "") or _second_verb(line, first, places)
    by = next((p.code for p in places if p.code != on and _imposes(line, p)), "")
    return by, on


def _completed(by: str, on: str, parties: Sequence[str]) -> tuple[str, str]:
    """Fill in the side that goes without saying: the other of the two parties."""
    if len(parties) == 2 and bool(by) != bool(on) and (by or on) in parties:
        other = next(code for code in parties if code != (by or on))
        return (by, other) if by else (other, on)
    return by, on


def _second_verb(line: Line, first: int, places: Sequence[Mention]) -> str:
    """Read "Kenya sells tea to the United States and faces a 10 percent tariff"."""
    subject = next((p for p in places if p.start - first <= 6 and p.kind is not Kind.DEMONYM), None)
    if subject and re.search(r"\b(?:and|but) (?:\w+ )?(?:faces?|pays?)\b", line.after(first, 400)):
        return subject.code
    return ""


def _bears(line: Line, place: Mention) -> bool:
    before = line.before(place.start, 40)
    after = line.after(place.end, 70)
    return bool(
        re.search(
            r"\b(?:on|for|against|facing)(?: (?:all|most|some|goods from|imports from))? $", before
        )
        or re.search(
            rf"\b(?:{_GOODS}|on (?:[\w-]+ ){{0,3}}[\w-]+) (?:coming )?from (?:the )?$", before
        )
        or (
            re.match(rf"(?:['’]s?)? {_SOME}{_GOODS}\b", after)
            and re.search(r"\b(?:on|for|against|to)\b", before)
        )
        or re.match(rf"(?:['’]s?)? {_SOME}{_GOODS}(?: and {_GOODS})? {_BEARS_IT}", after)
        or (place.kind is not Kind.DEMONYM and re.match(rf",? {_BEARS_IT}(?<!enter)", after))
    )


def _imposes(line: Line, place: Mention) -> bool:
    before, after = line.before(place.start, 20), line.after(place.end, 60)
    return bool(
        re.search(r"\b(?:by|enter|entering|into) (?:the )?$", before)
        or re.match(
            r"(?:['’]s?)? (?!(?:and|or)\b)(?:[\w-]+ ){0,4}?"
            r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|impos\w+|rate)\b",
            after,
        )
        or re.match(
            r" (?:will|would|has|had|cut|lower|reduce|raise|put|set|agreed|threatened|charges)\b",
            after,
        )
    )
