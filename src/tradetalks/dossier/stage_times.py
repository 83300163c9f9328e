"""When a stage holds: the date beside its sign, and whether it still does."""

import re
from datetime import date

from tradetalks.dossier.dates import Dated, find_dates
from tradetalks.dossier.items import OUTLET, Speaker, Stage
from tradetalks.dossier.lines import Line
from tradetalks.dossier.sentences import FULL_STOP
from tradetalks.dossier.stage_judgement import CLAUSE, REACH, clause_before, is_planned
from tradetalks.dossier.stage_signs import Sign

_STOP = re.compile(rf"[;:—“”\"]|{FULL_STOP}|, (?:but|while|although|whereas) ")
_HAD = re.compile(r"\b(?:had|once|used to)\b(?:\W+\w+){0,4}\W*$", re.I)
_PAST = re.compile(
    r"\b(?:(?:and|but) (?:\w+ ){0,2}(?:restarted|resumed|revived|relaunched)|previously|"
    r"years? after|formerly|once |last (?:year|month|decade)|earlier (?:this|"
    r"last) year|"
    r"(?:years?|months?|decades?) ago|used to|at the time|back in|until (?:recently|last|then)|"
    r"initially|"
    r"by then|in the (?:19|20)\d0s|after (?:earlier )?(?:talks|negotiations) )",
    re.I,
)
_YEARS = re.compile(
    r"\b(?:between|from|in) ((?:19|20)\d\d) (?:and|to|until) ((?:19|20)\d\d)\b", re.I
)
_YEAR = re.compile(r"\d{4}")
_HANGS = re.compile(
    r" (?:on |in |since |from |at |by |back in |as of )?(?:late |early |mid-)?", re.I
)
_DONE = frozenset({Stage.SIGNED, Stage.RATIFIED, Stage.IN_FORCE, Stage.CONCLUDED, Stage.TERMINATED})
"""Stages told of as done: their day is past."""


def time_of(line: Line, sign: Sign, published: date | None) -> str:
    """Return the date beside a sign that it holds for; a date still to come is none."""
    stops = [match.start() for match in _STOP.finditer(line.text)]
    first = max([0, *(stop for stop in stops if stop < sign.start - line.start)])
    last = min([len(line.text), *(stop for stop in stops if stop >= sign.end - line.start)])
    is_done = sign.stage in _DONE and not is_planned(line, sign)
    near: list[tuple[int, str]] = []
    for dated in find_dates(line.text, anchor=published):
        known = dated.edtf[:4].isdigit() or (published is None and dated.edtf.startswith("XXXX-"))
        if not (first <= dated.start < last and known):
            continue
        edtf = dated.edtf
        if published is not None:
            if is_done and not _YEAR.search(line.text[dated.start : dated.end]):
                edtf = _last(edtf, published)
            if edtf[:10] > published.isoformat():
                continue
        near.append((_distance(line, sign, dated), edtf))
    distance, edtf = min(near, default=(REACH + 1, ""))
    if distance > REACH:
        return ""
    years = _YEARS.search(line.text)
    return f"{years[1]}/{years[2]}" if years and edtf in years.groups() else edtf


def _distance(line: Line, sign: Sign, dated: Dated) -> int:
    """Return how far a date stands from a sign; none where it hangs on it: "signed on 3 May"."""
    start, end = sign.start - line.start, sign.end - line.start
    if dated.start >= end and _HANGS.fullmatch(line.text[end : dated.start]):
        return 0
    return max(dated.start - end, start - dated.end)


def _last(edtf: str, published: date) -> str:
    """Return the same day or month in the year before where it would be after publication."""
    if len(edtf) not in (7, 10) or edtf[: len(edtf)] <= str(published)[: len(edtf)]:
        return edtf
    return f"{int(edtf[:4]) - 1}{edtf[4:]}"


def is_current(
    line: Line, sign: Sign, stage: Stage, speaker: Speaker, edtf: str, published: date | None
) -> bool:
    """Tell whether a stage still holds: what lasts does, what is told of an earlier time does not.

    Args:
        line: The sentence.
        sign: Its words.
        stage: What they come to.
        speaker: Whose words they are.
        edtf: The date they hold for, or empty.
        published: The day of the article.
    """
    lasting = stage in {Stage.IN_FORCE, Stage.SIGNED, Stage.RATIFIED, Stage.FRAMEWORK_AGREED}
    around = clause_before(line, sign) + CLAUSE.split(line.after(sign.end, 40))[0]
    # In reported speech "had narrowed" is the past of the telling, not of the talks.
    if speaker is OUTLET and _HAD.search(clause_before(line, sign)):
        return False
    if _PAST.search(around):
        return lasting
    year = re.match(r"\d{4}", edtf)
    return lasting or not (year and published and int(year[0]) < published.year)
