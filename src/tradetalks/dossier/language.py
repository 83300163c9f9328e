"""Is this English? Told from the share of function words, and from the script."""

import re
import unicodedata
from collections import Counter

from tradetalks.errors import ArticleError

# Only words that are frequent in one of the languages; a word shared by several counts for each.
FUNCTION_WORDS = {
    "English": "the of and to in a is that for on with as by it at from was were be has have had "
    "an are this which its will would not but they their said or who he his she we more",
    "Spanish": "de la que el en y los del se las por un para con una su al lo como más pero sus le "
    "entre ha este sobre también hasta desde está son",
    "French": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se "
    "ce il sont avec aux été cette ont leur entre",
    "German": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als "
    "auch es an werden aus er hat dass sie nach wird bei",
    "Portuguese": "de a o que e do da em um para com não uma os no se na por mais as dos como mas "
    "ao das à seu sua entre são também foi",
    "Italian": "di e il la che in un per una è del della con non si da sono le dei al nel alla più "
    "anche come gli lo tra ha ma",
    "Dutch": "de van het een en in is dat op te met voor zijn niet aan er die ook als bij naar om "
    "dan maar door over tot uit wordt heeft",
    "Indonesian": "yang dan di dengan untuk dari pada dalam ini itu tidak akan ke juga adalah "
    "oleh telah sebagai antara karena kedua bahwa lebih para",
    "Turkish": "ve bir bu için ile da de çok olarak daha gibi olan ne sonra kadar ama en her "
    "arasında tarafından ise iki olduğu",
    "Vietnamese": "và của là có các cho không được trong với một này đã những về đến để khi ra "
    "hai tại người cũng việc",
    "Polish": "w i na z się do nie że jest o to jak za od po przez ale dla są oraz między który",
    "Swedish": "och att det i en som är på av för med den till inte har de ett om men från",
}
SCRIPTS = {
    "ARABIC": "Arabic or Urdu", "CYRILLIC": "Russian or another language in Cyrillic",
    "CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese",
    "HANGUL": "Korean", "DEVANAGARI": "Hindi", "BENGALI": "Bengali", "THAI": "Thai",
    "GREEK": "Greek", "HEBREW": "Hebrew",
}  # fmt: skip
REMEDY = "Give an English translation"
LOOKED_AT = 20_000
"""Characters looked at: enough for any article, and bounded."""

ENOUGH_WORDS = 40
LEAST_ENGLISH = 0.12
"""Function words make up .3 to .5 of English prose; a third of the least is a safe floor."""

_WORD = re.compile(r"[^\W\d_]+")
_SETS = {name: frozenset(words.split()) for name, words in FUNCTION_WORDS.items()}


def require_english(text: str, *, where: str) -> None:
    """Refuse a text that is clearly not English.

    Raises:
        ArticleError: Most letters are of another script, another language's function words lead,
            or there are hardly any English ones.
    """
    head = text[:LOOKED_AT]
    script = _foreign_script(head)
    if script:
        raise ArticleError(
            f"the article is not in English but, by its script, in {script}",
            where=where,
            remedy=REMEDY,
        )
    words = [word.lower() for word in _WORD.findall(head)]
    shares = {name: _share(words, known) for name, known in _SETS.items()}
    likeliest = max(shares, key=lambda name: shares[name])
    if likeliest != "English" and shares[likeliest] > 0.15:
        raise ArticleError(
            f"the article is not in English but, by its small words, in {likeliest}",
            where=where,
            remedy=REMEDY,
        )
    if len(words) >= ENOUGH_WORDS and shares["English"] < LEAST_ENGLISH:
        raise ArticleError("the article does not read as English", where=where, remedy=REMEDY)


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words) if words else 0.0


def _foreign_script(text: str) -> str:
    letters = [character for character in text if character.isalpha()]
    foreign = [letter for letter in letters if letter > "\u02af"]
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in foreign)
    if not scripts or len(foreign) * 2 <= len(letters):
        return ""
    name, count = scripts.most_common(1)[0]
    return SCRIPTS.get(name, "another script") if count else ""
