"""Times become EDTF only as far as the words and the article's date carry."""

from datetime import date

import pytest

from tradetalks.dossier.dates import find_dates, full_dates

SATURDAY = date(2025, 7, 26)


@pytest.mark.parametrize(
    ("text", "edtf", "granularity"),
    [
        ("signed on 24 July 2025", "2025-07-24", "day"),
        ("signed on July 24th, 2025", "2025-07-24", "day"),
        ("due on 2025-08-01", "2025-08-01", "day"),
        ("before August 1", "2025-08-01", "day"),
        ("on 2 January", "2026-01-02", "day"),
        ("since 12 December", "2024-12-12", "day"),
        ("set for August in Lima", "2025-08", "month"),
        ("due in January", "2026-01", "month"),
        ("in March 2026", "2026-03", "month"),
        ("will meet on Monday", "2025-07-28", "day"),
        ("met on Monday", "2025-07-21", "day"),
        ("met on Saturday", "2025-07-26", "day"),
        ("next week", "2025-07-28/2025-08-03", "week"),
        ("later this month", "2025-07", "month"),
        ("next month", "2025-08", "month"),
        ("by the end of the year", "2025", "year"),
        ("next year", "2026", "year"),
        ("in the third quarter of 2026", "2026-35", "quarter"),
        ("in Q4 2025", "2025-36", "quarter"),
        ("in autumn 2026", "2026-23", "season"),
        ("tomorrow", "2025-07-27", "day"),
        ("since 2004", "2004", "year"),
        ("on Friday, July 25, 2025", "2025-07-25", "day"),
        ("on the 20th of next month", "2025-08-20", "day"),
        ("Friday the 15th", "2025-08-15", "day"),
        ("in the week of 4 August", "2025-08-04/2025-08-10", "week"),
        ("the week after next", "2025-08-04/2025-08-10", "week"),
        ("on Friday next week", "2025-08-01", "day"),
        ("talks begin next Sunday", "2025-08-03", "day"),
        ("before the end of March", "2026-03", "month"),
        ("in late August", "2025-08", "month"),
        ("June next year", "2026-06", "month"),
        ("last November", "2024-11", "month"),
        ("this summer", "2025-22", "season"),
        ("next spring", "2026-21", "season"),
        ("the first quarter of next year", "2026-33", "quarter"),
        ("by year-end", "2025", "year"),
        ("in the 1990s", "199X", "decade"),
        ("ten days ago", "2025-07-16", "day"),
        ("in three weeks", "2025-08-16~", "week"),
        ("six months ago", "2025-01~", "month"),
        ("two years ago", "2023~", "year"),
        ("the day after tomorrow", "2025-07-28", "day"),
        ("within days", "", "vague"),
        ("in the coming weeks", "", "vague"),
    ],
)
def test_words_and_the_day_they_were_written_give_a_period(text, edtf, granularity):
    (found,) = find_dates(text, anchor=SATURDAY)
    assert (found.edtf, found.granularity) == (edtf, granularity)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("scheduled for August", "XXXX-08"),
        ("before August 1", "XXXX-08-01"),
        ("on Monday", ""),
        ("next month", ""),
        ("tomorrow", ""),
        ("in March 2026", "2026-03"),
    ],
)
def test_without_a_date_nothing_is_guessed(text, edtf):
    (found,) = find_dates(text, anchor=None)
    assert (found.edtf, found.anchor) == (edtf, "")


@pytest.mark.parametrize(
    "text",
    [
        "may sign", "they march on", "an august body", "19 per cent", "25 of the 27", 
        "a second round", "in the fall of the government", "the sun", "Article 301",
    ],
)  # fmt: skip
def test_other_words_and_numbers_are_no_dates(text):
    assert find_dates(text, anchor=SATURDAY) == []


def test_the_29th_of_february_is_in_a_leap_year():
    (found,) = find_dates("on 29 February", anchor=SATURDAY)
    assert found.edtf == "2024-02-29"
    (open_year,) = find_dates("on 29 February", anchor=date(2022, 7, 1))
    assert open_year.edtf == "XXXX-02-29"


def test_full_dates_give_their_place():
    assert full_dates("on 1 May 2024 and May 2, 2024") == [
        (3, 13, date(2024, 5, 1)),
        (18, 29, date(2024, 5, 2)),
    ]
