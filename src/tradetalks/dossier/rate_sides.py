"""Who imposes a rate, and on whose goods.

The clause of a rate is written with a mark for every economy and for the rate, so that a pattern
can say what stands where: "<0> lowered its duty on <1> ethanol to #".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tradetalks.dossier.figures import Figure, Setting
from tradetalks.dossier.first_person import OWN
from tradetalks.dossier.gazetteer import FORUMS, MEMBERS, Kind, Mention
from tradetalks.dossier.lines import Line

_DUTY = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?|import tax(?:es)?|rates?|baseline)"
_TAX = r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)"
_PLACE = r"<(?P<place>\d+)>"
_FEW = r"(?:(?!(?:pay|pays|paid|face|faces|on|from|for|and|which|whose)\b)[\w’'%&.-]+ ){0,3}?"
_SOFT = (
    r"(?:(?:will|would|could|may|might|shall|must|is|are|was|were|has|have|had|been|be|to|now|also|"
    r"still|already|then|only|today|currently|since|likewise|again|itself|not|yet|simply|merely|"
    r"otherwise|\w+ly|for its part|in turn|in return|the|ready|bound|free|due) ){0,5}"
)
_IMPOSE = (
    r"(?:charg|impos|lev(?:ies|ied|y )|tax(?:es|ed)? |slapp?|sets? |put|cut|lower|reduc|rais|"
    r"abolish|"
    r"drop|scrap|waiv|remov|eliminat|phas|grant|offer|lets? in|admit|open|keeps?|free|agreed|"
    r"agrees|"
    r"threaten|announc|halv|suspend|liberali|bring|brought|exempt|collect|appl(?:y|ies|ied)|"
    r"impose|list)"
)
_BEAR = (
    r"(?:pay|paid|fac(?:e|ing)|bears?|attract|enter|subject|incur|gets? |expect|ask(?:s|ed)? |"
    r"wants?|"
    r"sought|seeks?|looked for|looks? for|work(?:s|ed|ing) toward|escape|avoid|suffer|"
    r""
    r"hit (?:with|by)|charged|slapped|struck|sells?|sold|hopes?|accept|settle|taxed|come in|cross|"
    r"landed|(?:is|are|be|stays?|remains?) (?:at )?#)"
)
_GOODS = (
    r"(?:goods|exports?|imports?|products?|shipments|steel|alumini?um|cars|vehicles|autos|textiles|"
    r"garments|apparel|farmers|exporters|makers|producers|mills|firms|companies|growers|sellers)"
)
_NO_DUTY = rf"(?!{_DUTY}\b)(?!{_IMPOSE})"
_BY = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_PLACE}(?:['’]s?)? (?:own |added |reciprocal |current |present )?#",
        rf"# (?:[\w-]+ ){{0,2}}?{_PLACE}(?:['’]s?)? (?:[\w-]+ ){{0,2}}?{_DUTY}",
        rf"{_PLACE}(?:['’]s?)? {_FEW}{_DUTY}\b",
        rf"{_PLACE}(?: side| government| administration|"
        rf" [A-Z]\w+)?,? (?:and <\d+> )?{_SOFT}{_IMPOSE}",
        rf"(?:pay|paid|enter|charged|duty-free|tax\w*|face|#)[^<>;]{{0,40}}? (?:in|into|at|"
        rf"entering|"
        rf"inside|by|enter|to reach) (?:the )?{_PLACE}",
        rf"\b(?:enter|entering|reach|into) (?:the )?{_PLACE}",
        rf"(?:expect|want|ask|sought|got|obtain)\w* (?:[\w ]+ )?# from (?:the )?{_PLACE}",
    )
)
_ON = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\b(?:on|for|against|upon|facing|taxe?[ds]?|charge[ds]?|let in|admit) (?:(?:all|most|"
        r"some|the|"
        rf"many|any|imported|other|certain) )*(?:[\w-]+ )?{_PLACE}",
        rf"\b(?:{_GOODS}|on (?:[\w-]+ ){{0,3}}[\w-]+|everything|anything|coming|"
        rf"cargo) (?:coming )?from "
        rf"(?:the )?{_PLACE}",
        rf"{_PLACE}(?:['’]s?)?,? (?:which |that |"
        rf"who )?(?:(?!<){_NO_DUTY}[\w’',-]+ ){{0,5}}?{_SOFT}{_BEAR}",
        rf"{_PLACE}, (?:whose|which|who|where|an?|the)\b[^#;]{{0,80}}, {_SOFT}{_BEAR}",
        rf"{_PLACE}(?:['’]s?)? (?:{_NO_DUTY}[\w’',-]+ ){{0,5}}?(?:will be|are|is|be|enter|stays?) "
        r"(?:at )?#",
        rf"\b(?:to|against|for|let in) (?:[\w-]+ )?{_PLACE}(?:['’]s?)? {_GOODS}",
        rf"{_PLACE}(?:['’]s?)? (?:{_NO_DUTY}[\w’',-]+ ){{0,5}}?(?:is|are|be|was|were|been) "
        r"(?:\w+ly )?(?:admitted|let in|allowed in)",
        rf"(?:lower|cut|rais|set|put|reduc|fix)\w* {_PLACE}(?:['’]s?)? (?:tariff )?rate\b",
    )
)
_ANYONE = re.compile(
    r"\b(?:for countries|from countries|all countries|every country|whatever origin|any origin|"
    r"everyone|everybody|from outside|third countries|most[- ]favou?red|MFN|worldwide|all comers|"
    r"all trading partners|other countries|most others|the whole world)\b",
    re.I,
)
_ASIDE = re.compile(r", (?:whose|which|who|where) [^,;#]{0,80}, ")
"""What is told beside the point: "India, whose talks with Oman have stalled, pays 5 percent"."""
_DUTIES_OF = re.compile(rf"^(?:['’]s?)? (?:[\w-]+ )?{_TAX}\b", re.I)
_DUTIES_ON = re.compile(rf"\b{_TAX} (?:on|against) (?:[\w-]+ )?(?:from )?$", re.I)
_BLOC = re.compile(r"\b(?:Europe\b(?!an)|the Union\b|[Tt]he bloc\b)")
_ITS = re.compile(r"\b(?:its|their|whose)\b", re.I)


@dataclass(frozen=True)
class Sides:
    """Who imposes a rate, and on whose goods.

    Attributes:
        by: Code of the one, or empty.
        on: Code of the other, or empty.
        anyone: Whether it is on everybody's goods.
        names_nobody: Whether the sentence names no economy at all.
    """

    by: str = ""
    on: str = ""
    anyone: bool = False
    names_nobody: bool = False


@dataclass(frozen=True)
class _Marked:
    """A stretch with its economies and the rate marked, and which mark is which economy."""

    text: str
    codes: tuple[str, ...]

    @property
    def figure(self) -> int:
        return self.text.find("#")


def sides_of(figure: Figure, setting: Setting) -> Sides:
    """Return the sides of a rate as far as its clause, or else its sentence, tells them.

    Args:
        figure: The rate.
        setting: What the text is about; its own side stands for "we" and "our".
    """
    places = _places(figure, setting)
    words = figure.before + figure.after
    sides = _told(_marked(figure, places, [*figure.headings, figure.clause]))
    if not (sides.by or sides.on):
        sides = _told(_marked(figure, places, [(0, len(figure.line.text))]))
    anyone = bool(_ANYONE.search(words))
    return Sides(sides.by, sides.on, anyone, names_nobody=not places)


def _told(marked: _Marked) -> Sides:
    by, on = sorted(_hits(marked, _BY)), sorted(_hits(marked, _ON))
    for distance, code in on:
        others = [each for each in by if each[1] != code]
        same = min((each[0] for each in by if each[1] == code), default=None)
        if same is None or same >= distance or others:
            return Sides(others[0][1] if others else "", code)
    return Sides(by[0][1] if by else "", "")


def _hits(marked: _Marked, patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, str]]:
    """Yield the economies that stand where a pattern says, with how far from the rate."""
    for pattern in patterns:
        for match in pattern.finditer(marked.text) if "<" in marked.text else ():
            here = match.start("place")
            yield abs(here - marked.figure), marked.codes[int(match["place"])]


def _marked(
    figure: Figure, places: Sequence[Mention], stretches: Sequence[tuple[int, int]]
) -> _Marked:
    line, amount = figure.line, figure.amount
    marks = [(p.start - line.start, p.end - line.start, p.code) for p in places]
    pieces, codes = list[str](), list[str]()
    for first, last in stretches:
        at = first
        for start, end, code in sorted([*marks, (amount.start, amount.end, "#")]):
            if start < at or end > last:
                continue
            whose = "whose " if line.text[start:end] == "whose" else ""
            pieces += [line.text[at:start], "#" if code == "#" else f"{whose}<{len(codes)}>"]
            codes += [] if code == "#" else [code]
            at = end
        pieces += [line.text[at:last], " " if last < len(line.text) else ""]
    text = " ".join("".join(pieces).split())
    return _Marked(_ASIDE.sub(" ", text), tuple(codes))


def _places(figure: Figure, setting: Setting) -> list[Mention]:
    """Return the economies of the sentence, with those that "our" and "its" stand for."""
    line = figure.line
    named = [place for place in line.places if place.code not in FORUMS]
    found = list(named)
    for match in OWN.finditer(line.text) if setting.own else ():
        if match[0] != "US":
            found.append(_mention(figure, match, setting.own))
    for match in _BLOC.finditer(line.text):
        code = _bloc(match[0], setting)
        if code and not any(
            p.start - line.start <= match.start() < p.end - line.start for p in named
        ):
            found.append(_mention(figure, match, code))
    for match in _ITS.finditer(line.text):
        ahead = [p for p in named if p.end - line.start <= match.start()]
        if ahead:
            subject = next((p for p in ahead if p.kind is not Kind.DEMONYM), ahead[-1])
            found.append(_mention(figure, match, subject.code))
    return found


def _bloc(words: str, setting: Setting) -> str:
    """Return which bloc "the bloc" or "Europe" is, where the text has one in hand."""
    blocs = [code for code in setting.economies if code in MEMBERS]
    if words in {"Europe", "the Union"}:
        return "EU" if "EU" in blocs else ""
    return blocs[0] if len(blocs) == 1 else ""


def _mention(figure: Figure, match: re.Match[str], code: str) -> Mention:
    start = figure.line.start
    return Mention(start + match.start(), start + match.end(), code, Kind.NAME)


def duties_in(line: Line) -> Iterator[Sides]:
    """Yield the sides of duties that a sentence speaks of without a figure ("Chilean duties")."""
    for place in line.places:
        if place.code in FORUMS:
            continue
        if _DUTIES_OF.match(line.after(place.end, 40)):
            yield Sides(by=place.code)
        elif _DUTIES_ON.search(line.before(place.start, 40)):
            yield Sides(on=place.code)


def completed(
    sides: Sides, setting: Setting, *, beside: Sides | None, usual: Sides | None
) -> Sides:
    """Return the sides with what goes without saying.

    Args:
        sides: What the words tell.
        setting: What the text is about; its two parties are each other's other side.
        beside: The sides of the rate just before, for a sentence that names nobody.
        usual: The sides most often meant in the text.
    """
    by, on = sides.by, sides.on
    if sides.anyone:
        return Sides(by or (usual.by if usual and not on else ""), "")
    if not by and not on:
        return (sides.names_nobody and beside) or usual or beside or Sides()
    parties = setting.pair
    if len(parties) == 2 and bool(by) != bool(on):
        if (by or on) in parties:
            other = next(code for code in parties if code != (by or on))
            return Sides(by or other, on or other)
        if on and usual and usual.by != on:
            return Sides(usual.by, on)
    return sides
