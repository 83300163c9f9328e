"""Words around a topic that put it on the table, or say that it is not there."""

import re

from tradetalks.dossier.sentences import FULL_STOP


def _words(*alternatives: str) -> re.Pattern[str]:
    """Return a pattern of whole words, each string holding alternatives."""
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.I)


OUTSIDE = _words(
    r"outside (?:of )?the (?:offer|deal|agreement|scope|pact|talks|text|package)",
    r"(?:is|are|was|were|been|be|stays?|remains?) (?:excluded|left out|left aside|carved out)",
    r"(?:is|are|was|were|been|be|stays?|remains?) (?:ruled out|out of (?:the|it)|untouched)",
    r"(?:is|are|be|stays?|remains?) (?:shielded|unaffected|not affected|exempt from the)",
    r"(?:stays?|remains?|left) outside",
    r"(?:exclud|omit)(?:es|ed|s|ing)",
    r"(?:not|never|n[’']t) (?:be |been )?(?:put |placed )?(?:on the table|there\b|up for grabs)",
    r"(?:not|never|n[’']t) (?:be |been )?(?:a |any )?(?:part of|covered|included|up for|discussed)",
    r"(?:not|never|n[’']t) (?:be |been )?(?:raised|touched|at issue|a subject|mentioned|envisaged)",
    r"(?:not|never|n[’']t) (?:come up|for sale|negotiable|foreseen|contemplated|form part)",
    r"forms? no part|no part of|a separate (?:contract|matter|paper|file|track)",
    r"nothing to do with|(?:says?|said|has|have) nothing (?:about|on)|off the table",
    "has no place|have no place|has no bearing",
    r"(?:does|do|did) not (?:cover|touch|include|concern|extend|mention|deal)",
    r"ke(?:ep|eps|pt) (?:our|its|their|full) (?:protection|tariffs?|dut(?:y|ies))",
    r"no (?:concessions?|commitments?|change|word|mention|chapter|opening) (?:on|of|for|in)",
    r"carve[- ]outs?|red lines?",
)
"""A topic does not count where the words say that it is not on the table."""

STATISTICS = re.compile(
    r"\b(?:sells?|exports?|exported|buys?|imports?|imported|ships|shipped|bought|sold|mines?|"
    r"produces?|produced|grows?|consumes?)\b[^.;]{0,60}?\b(?:mostly|mainly|largely|chiefly|"
    r"some \d)|"
    r"\b(?:mostly|mainly|largely|chiefly|most of it|consist(?:s|ed)? of|made up of|dominated by|"
    r"led by|(?:top|main|biggest|largest|chief) exports?|accounts? for|accounted for|mainstays?|"
    r"(?:largest|biggest|main) items)\b",
    re.I,
)
"""What countries trade is background, not what they talk about."""

TRADED = _words(
    "shipped|bought|sold|shipments|exported|imported|two-way trade|bilateral trade",
    "trade (?:between|in goods|with)|turnover|worth|sells|buys|exports (?:of|to)",
    "imports (?:of|from)|sales (?:of|to)|rose|fell|grew|climbed|output|harvest",
)
TERMS = _words(
    r"tariffs?|dut(?:y|ies)|quotas?|offer\w*|agree\w*|wants?|asks?|asked|free|access|cut|lower",
    r"promis\w*|commit\w*|will|would|deal|talks|complain\w*|levy|levies|demand\w*|pays?|rules?",
    r"seeks?|sought|pact|concession\w*|chapters?|accepts?|accepted|lift\w*|opens?|opened|bans?",
    r"protest\w*|licen[cs]\w*|allow\w*|admit\w*|dispute\w*|barriers?|does away|do away|lets?",
    r"settled|pressed?|remain\w*|annex\w*|grant\w*|exempt\w*|abolish\w*|scrap\w*|phase[sd]?",
    r"wish\w*|easier|in return|price is|is to buy|are to buy",
)
"""Beside these, figures of trade do not make a sentence mere background."""

QUALIFIED = re.compile(r"\b(?:non-|national )$", re.I)
CLAUSE = re.compile(rf"[;:—]|, (?:while|but|whereas|although) |{FULL_STOP}")
A_SUM = re.compile(
    r" (?:of|worth) (?:about |around |some |up to |more than )?(?:US|[A-Z]{3} )?[$€£¥\d]"
)
"""After "investments" or "a deficit" comes what was put in or owed, not what is asked for."""

COMPLAINT = _words(
    r"complain\w*|go on|narrow\w*|shrink\w*|reduc\w*|clos(?:e|ing)|lopsided|unfair|object\w*",
    "cut|redress|correct|bring down",
)
NONE_OF = re.compile(r"\b(?:no|without|nothing on|neither|nor) (?:[\w-]+ )?$", re.I)

DEALINGS = re.compile(
    r"\b(?:trad(?:e|ing)|tariffs?|talks|export\w*|import\w*|markets?|co-?operat\w*|agreements?|"
    r"agreed?|deals?|pact|dialogue|invest\w*|sectors?|discuss\w*|negotiat\w*|dut(?:y|ies)|goods|"
    r"access|expand\w*|strengthen\w*|concessions?|partnership|bilateral|economic|offer\w*|"
    r"quotas?|barriers?|ties|relations|exchange|commit\w*|purchas\w*|accord|treaty|lev(?:y|ies)|"
    r"exempt\w*|supply|sticking points?|outstanding|on the table|sells?|buys?|bought|halved?|"
    r"lower\w*|scrap\w*|open\w*|gains?|industry|producers|manufacturers|makers|chapters?|"
    r"articles?|cover\w*|list\w*|include[sd]?|protect\w*|ask(?:s|ed)?|wants?|demand\w*|seeks?|"
    r"sought|raised?|points?|issues?|terms|percent|per cent|tonnes|rules?|unresolved|"
    r"inspections?|tax\w*|pay(?:s|ing)?|rates?|abolish\w*|lift\w*|eas(?:e|ed|es|ing)|relax\w*|"
    r"recogni[sz]\w*|waiv\w*|allow\w*|drops?|dropped|ban(?:s|ned)?|licen[cs]\w*|gaps?|stuck|"
    r"unsettled|settled?|obstacles?|hurdles?|review\w*|remov\w*|grant\w*|accept\w*|refus\w*|"
    r"insist\w*|press\w*|push\w*|objects?|grievances?|protest\w*|liberali\w*|phas\w*|admits?|"
    r"admitted|growers|farmers|complain\w*|promis\w*)\b|%|\$|€|£",
    re.I,
)
"""In a text about other things, goods count where the words around are about dealings."""

ON_THE_TABLE = _words(
    r"tariffs?|dut(?:y|ies)|duty-free|quotas?|lev(?:y|ies)|offer\w*|concessions?|chapters?",
    r"articles?|annex\w*|protocols?|cover(?:s|ed|ing)?|includ\w+|sticking points?|outstanding",
    r"unresolved|unsettled|on the table|demand\w*|ask(?:s|ed|ing)?|wants?|seeks?|sought",
    r"agree[ds]?|discuss\w*|talks (?:on|about)|negotiat\w*|commit\w*|promis\w*|pledg\w*",
    r"accept\w*|refus\w*|insist\w*|press(?:es|ed|ing)?|rais(?:e|ed|es|ing)|complain\w*",
    r"complaints?|object\w*|open(?:s|ed|ing)?|abolish\w*|lift\w*|scrap\w*|lower\w*",
    r"cut(?:s|ting)?|reduc\w*|exempt\w*|eas(?:e|ed|es|ing)|relax\w*|recogni[sz]\w*|waiv\w*",
    r"allow\w*|grant(?:s|ed)|access|co-?operat\w*|partnership|strengthen\w*|expand\w*|issues?",
    r"terms|review(?:ed|s)|barriers?|rules?|differences|dispute\w*|gain|free|zero|facilitat\w*",
    r"liberali\w*|treat(?:s|ed|ment)|protect\w*|provisions?|priorit\w+|points?|areas?|topics?",
    r"subjects?|restrict\w*|curbs?|ban(?:s|ned)?|drops?|dropped|admit\w*|let in|exclud\w+",
)
"""What ties even an ambiguous word to the talks."""

ASKING = re.compile(
    r"\b(?:on the table|ask(?:s|ed|ing)? for|wants?|list|includ\w+|cover\w*|outstanding|left|open|"
    r"subjects?|agenda|topics?|areas|following|namely|chapters?|points?|issues?|stuck|"
    r"sticking|remain\w*|talk(?:ing)? about|give|get|offer\w*)\b|:\s*$",
    re.I,
)
OF_AN_OFFICE = re.compile(
    r"(?:,? (?:and|&) [\w-]+|,? [\w-]+)?,? (?:(?:and|&) [\w-]+ )?(?:minist(?:er|ry|ers)|"
    r"secretary|commissioner|"
    r"committee|department|spokes\w+|council|guild|federation|association|union|bank|fund|"
    r"forum|authority|board|chamber|institute|agency|lobby|attach[ée]|adviser|economist|analyst|"
    r"correspondent|editor|desk)\b",
    re.I,
)
OFFICE_OF = re.compile(
    r"\b(?:minist(?:er|ry|ers)|secretary|commissioner|department|undersecretary|committee|"
    r"professor|council|association|federation|board|chamber|union|academy|university|"
    r"institute|bank|office|forum) (?:of|for|on) (?:[\w-]+,? ){0,3}(?:and )?$",
    re.I,
)
CAPITAL_AFTER = re.compile(r"(?:['’]s?)? (?:& |and )?[A-Z][a-z]+")
CAPITAL_BEFORE = re.compile(r"(?<=[a-z,;] )(?:the )?[A-Z][\w’']+ (?:& |and )?$")
OF_A_PACT = re.compile(
    r"(?:['’]s?)?(?: and [A-Z]\w+)? (?:[A-Z]\w+ ){0,2}(?:Partnerships?|Agreements?|"
    r"Treat(?:y|ies)|Protocols?|Chapters?|Pacts?|Acts?|Deals?|Arrangements?|Dialogues?)\b"
)

IDIOMS = (
    "rubber stamp*", "tea party", "sugar-coat*", "iron out", "bread and butter", "red meat",
    "meat on the bones", "gold standard", "golden", "silver bullet", "silver lining",
    "cherry-pick*", "low-hanging fruit", "easy fruit", "bear fruit", "bore fruit", "sour grapes",
    "glass ceiling", "glass half", "a glass of",
    "same boat", "rock the boat", "gas station", "fishing for",
    "big fish", "small beer", "tea leaves", "cup of tea", "coffee break", "cups of tea",
    "over tea", "over coffee", "good coffee", "cup of coffee", "cups of coffee", "but coffee",
    "for the coffee", "horse-trading", "hot potato*", "bargaining chip*", "engine of growth",
    "engine room", "vehicle for", "red carpet", "business climate", "political climate",
    "investment climate", "coal face", "business environment", "security council",
    "national security", "back burner", "smoke and mirrors", "in their shoes", "in our shoes",
    "milk and honey", "steel nerves", "nerves of steel", "moving train", "on board",
    "sticks and carrots", "carrot and stick", "carrots and sticks", "paper tiger",
    "fish was good", "wine and dine*", "champagne corks", "glass of wine", "glasses of wine",
    "bottle of wine", "bottle of champagne", "over wine", "political capital",
    "machinery of government", "negotiating machinery", "mission control", "film crew*",
    "security services", "secret services", "intelligence services", "civil service*",
    "news services", "wire services", "press services", "oil on", "fuel to", "fuel for debate",
    "home stretch", "power vacuum", "balance sheet", "on duty", "duty of care", "duty to",
    "sense of duty", "heavy-duty", "trade and investment", "trade, investment",
    "sugar rush", "sweetener", "ham-fisted",
)  # fmt: skip
"""What only sounds like goods."""

DENIED = re.compile(
    r"(?:[\w.’' ()-]{1,40}[:.] )?(?:\d+/\d* )?[“\"]?(?:no\b(?! doubt)|"
    r"it (?:is|does|has|will|was|did) not\b|it isn[’']t|it doesn[’']t|it won[’']t|"
    r"they (?:are|do|will|have) not\b|that (?:is|was) (?:not|never)\b|that is a separate|none\b|"
    r"nothing of the (?:sort|kind)|not at all\b|never\b|neither\b|"
    r"[\w ]{1,30}\b(?:is|are) not on the table)",
    re.I,
)
"""An answer that what was asked about is not so."""
WHAT_IS_NOT = re.compile(
    r"\bwhat (?:isn[’']t|is not|was not|wasn[’']t|is out|is left out|was left out)\b"
    r"[\w ]{0,30}[?:]$",
    re.I,
)
"""Asks for what the talks leave out."""
REFERS_BACK = re.compile(
    r"(?:[A-Z][\w.’' ()-]{1,40}: )?[“\"]?(?:it|that|this|they|those|these)\b", re.I
)
FURNITURE = re.compile(
    r"^(?:(?-i:By [A-Z][\w.’'-]+ [A-Z])|shares\b|"
    r"makers of .{0,40}(?:rallied|fell|rose|gained)|"
    r".{0,40}\b(?:shares|stocks) (?:in|of)\b|"
    r"(?:image|photo|tags?|keywords|topics|filed under|contact|more on|read next)\b)|"
    r"\brecalled that\b",
    re.I,
)
ELSEWHERE = _words(
    r"agreements?|deals?|pacts?|treat(?:y|ies)|accords?|talks|negotiat\w+|signed|concluded",
    r"ratif\w+|lowered|had to|got|pays?|faces?",
)
"""What economies that do not negotiate here have done, if the sentence names no other."""
OCCUPATION = re.compile(
    r"\b(?:who|which) (?:heads|runs|chairs|owns|leads|presides over|spins|grows|makes|sells|"
    r"represents|speaks for|directs|founded) (?:[\w-]+ ){0,3}$",
    re.I,
)
LIST_GAP = re.compile(r"(?:,|,? and|,? or|,? nor|&)(?: [\w-]+){0,2} ?|,? ?(?:and|or) ")

DESCRIPTIONS = tuple(
    (topic, re.compile("|".join(alternatives), re.I))
    for topic, *alternatives in (
        (
            "rules_of_origin",
            r"\bcounts? as (?:a |an )?(?-i:[A-Z][a-z]+\w*)",
            r"\bparts? from third countries",
            r"\b(?:Chinese|Asian|foreign) (?:parts|content|inputs|components)\b",
            r"\b(?:worth|value) (?:be |is |to be )?added\b",
            r"\bwhere an? [\w -]{2,20} (?:is|was) made\b",
        ),
        (
            "labour",
            r"\b(?:jobs?|posts?) for (?:its|their|our) (?:own )?(?:people|citizens|nationals)",
            r"\bstaff (?:whom|that|which|who) [\w ]{0,30}transfer",
            r"\bmovement of [\w ]{0,20}(?:persons|people|workers|professionals|staff)",
            r"\bnationals (?:whom|that) ",
        ),
        (
            "construction_procurement",
            r"\bbid for [\w ]{0,30}(?:contracts|tenders|works)",
            r"\bfirms? in public contracts",
            r"\baccess to (?:public )?tenders",
        ),
        (
            "intellectual_property",
            r"\b(?:protect(?:s|ed|ing|ion)?|shield(?:s|ed|ing)?|give up|drop|use) (?:of |for )?"
            r"(?:the )?(?:\w+ )?(?:names?|words?)\b",
            r"\bnames? [\w ,“”\"]{0,30}(?:protected|shielded)\b",
        ),
        (
            "export_controls",
            r"\brefus(?:es|ed|ing|al) to export\b",
            r"\bban on (?:raw )?(?:ore|nickel|mineral)s? exports?",
        ),
        (
            "non_tariff",
            r"\bapproved in [\w ,]{2,40} will be (?:registered|accepted|recogni[sz]ed)",
            r"\b(?:papers|documents) (?:are )?checked",
            r"\brecognition of (?:the |our |their |its |\w+ )?(?:own )?(?:test|inspection|"
            r"certificate|standard|laborator|generic)\w*",
            r"\bturned (?:round|back|away) (?:over|at)",
        ),
        (
            "trade_balance",
            r"\bdeficit\b(?=[^.]*\b(?:complain|too (?:big|large|wide)|can(?:no|['’])t go on))",
        ),
        (
            "investment",
            r"\bmay own (?:up to )?(?:\d+|all)",
            r"\b(?:companies|foreigners) may own\b",
        ),
        (
            "tariffs",
            r"\b(?:pays?|charges?|charged|attracts?) (?:nothing|zero|(?:the full |only |still )?"
            r"\d[\d.]* ?(?:%|per ?cent))",
        ),
        (
            "finance",
            r"\bsettle(?:ment)? (?:of )?payments? in\b",
            r"\bpayments? in (?:local|national|their own) currenc",
        ),
    )
)
"""What is put in words of its own, without the name of the matter."""
