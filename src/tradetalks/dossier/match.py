"""Words with their places, and fast look-up of listed phrases among them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

Value = TypeVar("Value")

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|(?:[A-Z]\.)+[A-Z](?!\w)|[^\W_]+")
# What may stand between two words of one phrase: a space, a hyphen, an apostrophe, "St. Lucia".
_GAP = re.compile(r"(?:[ \u00a0\t]*\n?[ \u00a0\t]*|[-–’'/]| & |\. |\.)")


HEAD = 3
"""Letters of a phrase's first word that it is indexed by."""


@dataclass(frozen=True)
class Token:
    """One word: its characters in the text, and its form for look-up (full stops dropped)."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True)
class Hit(Generic[Value]):
    """A listed phrase that was found: characters `start` to `end`, and what the list says of it."""

    start: int
    end: int
    value: Value


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list written as one line."""
    return frozenset(words.split())


def tokens_of(text: str, *, offset: int = 0) -> tuple[Token, ...]:
    """Return the words of `text`, their places counted from `offset`."""
    return tuple(
        Token(match.start() + offset, match.end() + offset, match[0], match[0].replace(".", ""))
        for match in _TOKEN.finditer(text)
    )


class Phrases(Generic[Value]):
    """A list of phrases, looked up longest first.

    Args:
        entries: Phrases and what each means. A phrase ending in "*" also stands for longer words.
        fold: True to ignore case. Otherwise case counts, except that a phrase in capitals in the
            text (a headline) matches one listed in mixed case.
    """

    def __init__(self, entries: Mapping[str, Value], *, fold: bool = False) -> None:
        self._fold = fold
        self._by_head: dict[str, list[tuple[tuple[str, ...], bool, Value]]] = {}
        for phrase, value in entries.items():
            keys = tuple(self._form(token.key) for token in tokens_of(phrase))
            if keys:
                entry = (keys, phrase.endswith("*"), value)
                self._by_head.setdefault(keys[0][:HEAD], []).append(entry)
        for listed in self._by_head.values():
            listed.sort(key=lambda item: (-len(item[0]), item[1]))

    def _form(self, key: str) -> str:
        return key.casefold() if self._fold else key

    def find(
        self, tokens: tuple[Token, ...], text: str, *, offset: int = 0
    ) -> Iterator[Hit[Value]]:
        """Yield the phrases found, left to right, none overlapping another.

        Args:
            tokens: Words of `text`.
            text: The text they were taken from.
            offset: What the words' places are counted from.
        """
        position = 0
        while position < len(tokens):
            found = self._longest_at(tokens, position, text, offset)
            if found is None:
                position += 1
                continue
            length, value = found
            yield Hit(tokens[position].start, tokens[position + length - 1].end, value)
            position += length

    def _longest_at(
        self, tokens: tuple[Token, ...], position: int, text: str, offset: int
    ) -> tuple[int, Value] | None:
        for form in self._forms(tokens[position]):
            for keys, is_stem, value in self._by_head.get(form[:HEAD], ()):
                length = len(keys)
                if length == 1:
                    if form == keys[0] or (is_stem and form.startswith(keys[0])):
                        return 1, value
                elif form == keys[0]:
                    window = tokens[position : position + length]
                    if (
                        len(window) == length
                        and self._spells(window[1:], keys[1:], is_stem)
                        and _adjoin(window, text, offset)
                    ):
                        return length, value
        return None

    def _forms(self, token: Token) -> tuple[str, ...]:
        key = token.key
        if self._fold:
            return (key.casefold(),)
        return (key, key.capitalize()) if len(key) > 3 and key.isupper() else (key,)

    def _spells(self, window: tuple[Token, ...], keys: tuple[str, ...], is_stem: bool) -> bool:
        *firsts, last = window
        return all(
            key in self._forms(token) for token, key in zip(firsts, keys, strict=False)
        ) and any(
            form == keys[-1] or (is_stem and form.startswith(keys[-1]))
            for form in self._forms(last)
        )


def _adjoin(window: tuple[Token, ...], text: str, offset: int) -> bool:
    """Tell whether the words stand next to each other, with no sentence end between."""
    return all(
        _GAP.fullmatch(text, left.end - offset, right.start - offset)
        for left, right in pairwise(window)
    )
