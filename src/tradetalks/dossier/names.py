"""Runs of words that can be a person's name, and words that never are one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from tradetalks.dossier.lines import Line
from tradetalks.dossier.match import Token, word_set
from tradetalks.dossier.offices import Office

MOST_NAME_WORDS = 6

PARTICLES = word_set(
    "bin ibn bint al el ul ur van von der den ter de da di do dos das du del della la le abu binti "
    "y e ud ould"
)
HONORIFICS = word_set(
    "mr mrs ms miss mx dr sir shri smt sheikh sheikha prof professor lord lady dame baroness "
    "gen general lt col maj capt admiral hon honourable honorable h.e. he amb rt madam mme sen rep "
    "gov tun tan datuk datu dato datin seri tengku tunku puan encik haji hajah ustaz "
    "eng engr brigadier brig commodore adm cmdr cpt sgt senhor senhora señor señora "
    "doña monsieur mme mlle herr frau signor signora rev reverend mgr pandit smt kum "
    "ato khun alhaji hajiya barr cik toh lic"
)
# Titles only after another title: "Tan Sri", but not "Sri Lanka".
_AFTER_TITLES = word_set("sri sir dr paduka")
_EXCELLENCY = word_set("excellency majesty highness royal imperial")
_STYLES = _EXCELLENCY | word_set("his her their")
SUFFIXES = word_set("mp mps mep meps kc qc ac ao am obe cbe mbe phd jr sr ii iii iv")
# "Ahn Duk-geun" goes on in lower case after a hyphen; "Modi-led" does not.
_NOT_AFTER_HYPHEN = word_set(
    "led backed era style chaired born like based brokered appointed owned run hosted ordered "
    "imposed bound made linked friendly controlled sponsored wide funded"
)
NOT_NAMES = word_set(
    "the a an on in at by of to for from with and but or as if it its he she they we i you his "
    "her their our your my this that these those both all some many most no not one two three four "
    "five six seven monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december trade deal talks "
    "agreement ministry department commission office bank council association chamber federation "
    "institute group inc ltd university times post journal reuters bloomberg news agency party "
    "parliament senate congress house court union organisation organization board authority "
    "committee when while after before during since under over however meanwhile also said "
    "government delegation statement press minister secretary president state street free "
    "partnership economic world new how why what who where analysts officials exporters "
    "economists experts cabinet framework joint high act bill forum summit treaty pact accord hall "
    "centre center airport avenue square palace co corp plc gmbh headline tariffs tariff exports "
    "imports supreme asked speaking yet there here today tomorrow yesterday still then now once "
    "such other another each every neither either later earlier according despite although though "
    "because so until negotiators negotiations farmers producers nobody nothing question answer "
    "answers yes thanks thank decree note annex article chapter section table report"
)
# A run that holds or runs into one of these is an organisation's, a place's or a thing's name.
ORGANISATIONS = word_set(
    "university institute airport port street prize foundation bridge tower stadium center centre "
    "hospital school mosque cup corridor dam road railway railways hotel island islands valley "
    "river mountains province county city administration doctrine plan act bill motors motor "
    "electric securities economics industries holdings capital partners analytics research "
    "consulting airlines airways foods energy oil gas power electronics technologies technology "
    "systems solutions brothers sachs stanley chase bank group inc ltd llc corp corporation "
    "company plc gmbh ag sa co association federation confederation chamber council union board "
    "forum society alliance club network committee commission agency authority ministry department "
    "office bureau secretariat assembly court party times post journal news press media radio "
    "television tv daily herald tribune gazette agreement treaty accord pact framework summit "
    "conference initiative programme program fund fields square palace hall park house houses "
    "steel cement textile textiles mills works works shipping lines logistics ratings "
    "intelligence strategies global international national accords deere schwab vuitton "
    "line station terminal camp fort affairs communication communications public social villa "
    "saint port porto mount lake cape gate garden gardens villa castle club league union "
    "association federation society museum library theatre theater academy college laboratory "
    "dept anti non pro mining minerals foods beverages pharma pharmaceuticals telecom airways "
    "ports grand"
)
_NAME_GAP = re.compile(r"[ \u00a0]|-|['’]|\. ")


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return first names that are common somewhere, case folded."""
    listed = files("tradetalks.dossier").joinpath("data/given_names.txt")
    return word_set(listed.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Naming:
    """A place where the text names a person.

    Attributes:
        start: First character in the article.
        end: One past the last.
        words: The name.
        line: The sentence.
        office: The office beside it.
        titled: True after "Mr" and the like, where one word is name enough.
        economy: Code of the economy named beside it ("Brazil's …"), where no office is.
    """

    start: int
    end: int
    words: tuple[str, ...]
    line: Line
    office: Office | None = None
    titled: bool = False
    economy: str = ""


def naming_of(
    line: Line,
    run: Sequence[int],
    office: Office | None = None,
    *,
    titled: bool = False,
    economy: str = "",
) -> Naming:
    """Return the naming that a run of words is."""
    tokens = [line.tokens[index] for index in run]
    words = tuple(token.text for token in tokens)
    return Naming(tokens[0].start, tokens[-1].end, words, line, office, titled, economy)


def taken_by(line: Line, offices: Iterable[Office]) -> frozenset[int]:
    """Return the words that belong to a place or an office, and so to no name."""
    spans = [(place.start, place.end) for place in line.places]
    spans += [(office.start, office.end) for office in offices]
    return frozenset(
        index
        for index, token in enumerate(line.tokens)
        if any(start <= token.start < end for start, end in spans)
    )


def between(line: Line, index: int) -> str:
    """Return what stands between a word of a sentence and the next."""
    left, right = line.tokens[index], line.tokens[index + 1]
    return line.text[left.end - line.start : right.start - line.start]


def past_titles(line: Line, index: int) -> int:
    """Return the first word after "the Hon", "H.E. Mr", "His Majesty"."""
    tokens = line.tokens
    while index < len(tokens) - 1:
        word, following = tokens[index].text.lower(), tokens[index + 1].text.lower()
        is_article = word == "the" and following in HONORIFICS
        is_style = word in {"his", "her", "their"} and following in _EXCELLENCY
        is_title = tokens[index].text[0].isupper() and (
            word in HONORIFICS
            or (word in _EXCELLENCY and index > 0 and tokens[index - 1].text.lower() in _STYLES)
            or (word in _AFTER_TITLES and index > 0 and _was_title(tokens[index - 1]))
        )
        if (word == "he" and tokens[index].text != "HE") or (word == "tan" and following != "sri"):
            is_title = False
        if not (is_article or is_style or is_title) or between(line, index) not in _TITLE_GAPS:
            break
        index += 1
    return index


_TITLE_GAPS = frozenset({" ", ". ", "' ", "’ ", "'", ".", ".-"})


def _was_title(token: Token) -> bool:
    return token.text.lower() in HONORIFICS and token.text[0].isupper()


def is_titled(line: Line, index: int) -> bool:
    """Tell whether a title stands right before a word."""
    if index == 0 or between(line, index - 1) not in _TITLE_GAPS:
        return False
    before = line.tokens[index - 1].text
    return before.lower() in HONORIFICS and before[0].isupper() and before != "He"


def may_be_named(token: Token) -> bool:
    """Tell whether a word can be part of a name."""
    return token.text[0].isupper() and token.text.lower() not in NOT_NAMES


def run_from(
    line: Line, index: int, taken: frozenset[int], *, addressed: bool = False
) -> tuple[int, ...]:
    """Return the words of a name that starts at a word: capitalised, particles between.

    Args:
        line: The sentence.
        index: Where the name or the titles before it start.
        taken: Words that are no part of a name.
        addressed: True right after an office or a title, where "von der Leyen" and "To Lam" can
            only be names.
    """
    tokens = line.tokens
    index = past_titles(line, index)
    run: list[int] = []
    while index < len(tokens) and len(run) < MOST_NAME_WORDS and index not in taken:
        if run and not _NAME_GAP.fullmatch(between(line, index - 1)):
            break
        word = tokens[index].text.lower()
        if run and word in SUFFIXES - {"jr", "sr", "ii", "iii", "iv"}:
            break
        if not (
            may_be_named(tokens[index])
            or _hyphen_follows(line, index)
            or (word in PARTICLES and (run or addressed))
            or (addressed and not run and _is_odd_name(line, index))
            or (run and _goes_on_after_hyphen(line, index))
        ):
            break
        run.append(index)
        index += 1
    while run and tokens[run[-1]].text.lower() in PARTICLES and not tokens[run[-1]].text.isupper():
        run.pop()
    return () if _is_organisation(line, run, index) else tuple(run)


def looks_like_a_person(line: Line, run: Sequence[int]) -> bool:
    """Tell names by their form: "Yeo Han-koo", "Majid bin Abdullah", "Robert E. Lighthizer"."""
    words = [line.tokens[index].text for index in run]
    if len(run) < 2 or words[0].lower() in _PAPERS:
        return False
    if len(run) > 2 and any(_goes_on_after_hyphen(line, index) for index in run[1:]):
        return True
    if any(word in _PERSONAL_PARTICLES for word in words[1:-1]):
        return True
    initials = [i for i in run[1:-1] if len(line.tokens[i].text) == 1 and between(line, i) == ". "]
    return len(initials) == 1 and len(run) == 3 and words[0].lower() not in _NUMBERED


_PERSONAL_PARTICLES = word_set("bin ibn bint binti van von der den ter ould al")
_PAPERS = word_set("der die das el la le les los the il o al")
"""First words of newspapers' names: "Der Bund said" is no person's saying."""
_NUMBERED = word_set("part chapter section annex article schedule title group team")


def is_paper(line: Line, run: Sequence[int]) -> bool:
    """Tell "Der Bund" and "El País" from people."""
    return len(run) == 2 and line.tokens[run[0]].text in _PAPER_ARTICLES


_PAPER_ARTICLES = word_set("Der Die Das El La Les Los The Il")


def run_before(line: Line, index: int, taken: frozenset[int]) -> tuple[int, ...]:
    """Return the words of a name that ends at a word."""
    run: list[int] = []
    while index >= 0 and len(run) < MOST_NAME_WORDS and index not in taken:
        word = line.tokens[index]
        if run and not _NAME_GAP.fullmatch(between(line, index)):
            break
        lower = word.text.lower()
        if lower in HONORIFICS or (not run and lower in {"mp", "mps", "mep"}):
            break
        if not (
            may_be_named(word)
            or _hyphen_follows(line, index)
            or (run and lower in PARTICLES)
            or (index and _goes_on_after_hyphen(line, index))
        ):
            break
        run.insert(0, index)
        index -= 1
    while run and line.tokens[run[0]].text in PARTICLES:
        run.pop(0)
    return () if _is_organisation(line, run, -1) else tuple(run)


def _is_odd_name(line: Line, index: int) -> bool:
    """Tell "General Secretary To Lam" from "Trade Minister To Visit India"."""
    if index + 1 >= len(line.tokens) or not line.tokens[index].text.istitle():
        return False
    return (
        not is_in_title_case(line)
        and may_be_named(line.tokens[index + 1])
        and between(line, index) == " "
    )


def is_in_title_case(line: Line) -> bool:
    """Tell whether capitals say nothing here, as in "New Rules on Steel Imports"."""
    capitals = sum(token.text[0].isupper() for token in line.tokens)
    return capitals > 0.6 * len(line.tokens) and len(line.tokens) > 3 and line.text[-1] != "."


def _goes_on_after_hyphen(line: Line, index: int) -> bool:
    word = line.tokens[index].text
    return (
        between(line, index - 1) == "-"
        and line.tokens[index - 1].text[0].isupper()
        and word.islower()
        and word not in _NOT_AFTER_HYPHEN
    )


def _hyphen_follows(line: Line, index: int) -> bool:
    """Tell the "In" of "Cheong In-kyo" from the preposition."""
    return (
        index + 1 < len(line.tokens)
        and line.tokens[index].text[0].isupper()
        and index > 0
        and line.tokens[index - 1].text[0].isupper()
        and _goes_on_after_hyphen(line, index + 1)
    )


def _is_organisation(line: Line, run: Sequence[int], following: int) -> bool:
    """Tell "Sultan Qaboos University" and "Tata Motors" from people."""
    if any(line.tokens[index].text.lower() in ORGANISATIONS for index in run):
        return True
    if not run or not 0 < following < len(line.tokens) or following != run[-1] + 1:
        return False
    word = line.tokens[following].text
    left, right = line.tokens[following - 1], line.tokens[following]
    gap = line.raw[left.end - line.start : right.start - line.start]
    runs_on = gap in {" ", "-"}
    return runs_on and word[0].isupper() and word.lower() in ORGANISATIONS
