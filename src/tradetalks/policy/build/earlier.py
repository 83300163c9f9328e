"""What goods already paid under Section 232 in 2024, told from what they paid in all.

Steel has owed 25 and aluminium 10 percent since 2018, some articles of either since 2020; partners
were exempt whole, within quotas, or line by line. Later orders set the rate anew and do not add to
it, so what they add is the new rate less what was paid. Steel has no ordinary duty. On aluminium
the ordinary duty of a line is the highest that any partner paid, less 10 percent; partners with a
free-trade agreement owe none. China's goods bore the duty of 2019 under Section 301 besides.
"""

import polars as pl

STEEL, ALUMINIUM = 0.25, 0.10
RUSSIAN_ALUMINIUM = 2.00
"""Russian aluminium has owed 200 percent since March 2023 (Proclamation 10522)."""

CHINA, RUSSIA = "5700", "4621"
CHINESE_METALS = 0.12
"""Section 301 on Chinese metals in 2024: 7.5 percent to 26 September, 25 after, by days."""

AGREEMENTS = (
    *("1220", "2010", "2050", "2110", "2150", "2190", "2230", "2250", "2470", "3010", "3330"),
    *("3370", "5081", "5110", "5230", "5250", "5590", "5800", "6021", "7140"),
)
"""Partners with a free-trade agreement in force in 2024."""

TRADED = 1e4
"""US dollars: below this a line's duty over value is the rounding of a few parcels."""

NEARLY_PAID = 0.095
"""Where the highest rate on a line is lower, nobody paid the 10 percent: all of it is ordinary."""


def with_earlier(lines: pl.DataFrame, union: str) -> pl.DataFrame:
    """Return imports by line with what is ordinary in their duty and what is Section 232.

    Args:
        lines: One row per partner and line: value and duty in US dollars, and the lists.
        union: Code of the European Union, whose rates stand for the ordinary duty of other goods.

    Returns:
        The same rows with `owed`, the Section 232 rate of 2024 without exemptions; `general`, the
        ordinary duty of partners without an agreement; `ordinary` and `earlier`, what the
        partner paid of either. Fractions.
    """
    partner, rate = pl.col("partner"), pl.col("duty") / pl.col("value")
    aluminium = pl.when(partner == RUSSIA).then(RUSSIAN_ALUMINIUM).otherwise(ALUMINIUM)
    owed = pl.when("steel_first").then(STEEL).when("aluminium_first").then(aluminium)
    chinese = pl.when(partner == CHINA).then(CHINESE_METALS).otherwise(0.0)
    free = partner.is_in(AGREEMENTS)
    frame = lines.join(_general(lines, union), on="HS10", how="left").with_columns(
        owed=owed.otherwise(0.0), general=pl.col("general").fill_null(0.0)
    )
    ordinary = pl.when(free).then(0.0).otherwise(pl.min_horizontal(rate, "general"))
    frame = frame.with_columns(ordinary=ordinary)
    left = (rate - pl.col("ordinary") - chinese).clip(lower_bound=0.0)
    return frame.with_columns(earlier=pl.min_horizontal(left, "owed"))


def spread_earlier(spread: pl.DataFrame, partner: str) -> pl.DataFrame:
    """Return the same for a partner known by chapter: its own duty sets the share that paid.

    Args:
        spread: One row per chapter and group of lines: `part` of the chapter's value, `owed` and
            `general` of the group, and the chapter's own `imports` and `paid`, US dollars.
        partner: Code of the partner.
    """
    general = pl.lit(0.0) if partner in AGREEMENTS else pl.col("general")

    def mean(rate: pl.Expr) -> pl.Expr:
        return (rate * pl.col("part")).sum().over("chapter")

    left = pl.col("paid") / pl.col("imports") - mean(general)
    due = mean(pl.col("owed"))
    share = pl.when(due > 0).then(left / due).otherwise(0.0).clip(0.0, 1.0)
    return spread.with_columns(ordinary=general, earlier=share * pl.col("owed"))


def _general(lines: pl.DataFrame, union: str) -> pl.DataFrame:
    """Return the ordinary duty by line, as `general`."""
    rate = pl.col("duty") / pl.col("value")
    line = pl.col("HS10").str.slice(0, 8).alias("line")
    steel = lines.filter("steel_first").select("HS10").unique().with_columns(general=pl.lit(0.0))
    apart = (*AGREEMENTS, CHINA, RUSSIA, union)
    paid = lines.filter("aluminium_first").with_columns(line, rate=rate)
    whole = ~pl.col("partner").is_in(apart) & (pl.col("value") >= TRADED)
    highest = paid.filter(whole).group_by("line").agg(most=pl.col("rate").max())
    over = (pl.col("most") - ALUMINIUM).clip(lower_bound=0.0)
    general = pl.when(pl.col("most") < NEARLY_PAID).then("most").otherwise(over)
    aluminium = paid.select("HS10", "line").unique().join(highest, on="line")
    aluminium = aluminium.select("HS10", general=general)
    other = lines.filter(
        (pl.col("partner") == union) & ~pl.col("steel_first") & ~pl.col("aluminium_first")
    ).select("HS10", general=rate)
    return pl.concat([steel, aluminium, other])
