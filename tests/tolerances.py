"""Every tolerance the tests use, once, with its reason."""

IDENTITY = 1e-9
"""Accounting identities of a world, relative: what `check_world` itself demands."""

JSON_AGAINST_ENGINE = 1e-9
"""Two processes solving the same deal, relative: the solver stops at 1e-11 of own income, and what
is printed is that answer to the last digit."""

ATLAS_TEXT = 1e-12
"""A number written as text and read back is the same; sums of a few thousand differ in the last
digits."""

ATLAS_BALANCE = 1e-10
"""Balancing stops at 1e-13 of the largest total; a small total may be a thousand times smaller."""

ATLAS_SHIPPED = 1e-5
"""The balancing report ships with six significant digits."""

ATLAS_REBUILD = 1e-10
"""A rebuild on another machine adds up in another order; balancing keeps that below this."""

MODEL_REAL_INCOME = 1e-8
"""Two solvers of one model, log real income of every economy: the solver stops at 1e-11 of own
income and errors grow at most by hundreds on the way to real income."""

MODEL_NOTHING = 1e-9
"""A change that should move nothing, or a number by two routes through one solver: ten times the
error the two stops at 1e-11 can leave."""

MODEL_ADDS_UP = 1e-12
"""Sums of the solver's own numbers, relative: rounding only."""

MODEL_RESIDUAL = 1e-10
"""What every certificate must show, relative to world income."""

MODEL_PATH = 1e-8
"""Remainder of the path-integrated split in logs; it refines until 1e-9 on worlds this size."""

MODEL_AID = 1e-8
"""Real income with the aid equivalent against real income with the deal, in logs."""

FLOOR_MET = 1e-9
"""A pledged flow against its floor, relative: the search ends at a tenth of it."""

QUOTA_MET = 1e-9
"""Log of imports over a quota that counts as filling it: what the search itself demands."""

BRIEF_AGAINST_ENGINE = 1e-9
"""A number of a brief against a second solve of the same talks, relative: the solver stops at 1e-11
of own income."""

POLICY_PUBLISHED = 5e-4
"""A published total rebuilt by its makers' conventions, as a fraction of imports: the file prints
many digits, and what is left is a tenth of a percent of one partner's lines (Hong Kong's) whose
treatment could not be told."""

POLICY_PUBLISHED_LISTS = 2.5e-3
"""The same after lists overlapped in ways the file does not show (electronics that are also
aluminium from November 2025, vehicles that are also metal from April 2026)."""

POLICY_SHIPPED = 2.5e-3
"""Shipped rates against the published totals quoted for one partner, which come with one decimal
and count goods that Annex II exempts and the April list at hand lacks."""

POLICY_ROUNDING = 1e-5
"""Rates ship with five decimals."""

POLICY_RATES = 1e-12
"""The same rate by two routes: rounding only."""

POLICY_METAL = 0.04
"""Rates on a sector that is almost all steel: what is not steel in it (a seventh at most, most
of that castings and fittings that pay the same), and that the world's duty of 2024 is averaged by
sector where the library's is by line."""

POLICY_PLACED = 2e-3
"""Share of imports that two placements of tariff lines in sectors put in different ones: headings
that the concordance does not hold."""

POLICY_SECTOR = 1.5e-2
"""Added rates of a sector by line here, by chapter there."""

OSSA_BEST = 1e-6
"""Slope of a government's welfare at best tariffs that another program found: its own tolerance
on its objective is 1e-10, and the central difference here adds 1e-8. Elsewhere slopes are 1e-2."""

OSSA_WAR = 1e-4
"""The same in the war that was saved, which stopped when tariffs moved little from round to
round."""

OSSA_WAR_WELFARE = 0.05
"""A region's government welfare in a war beside another program's, points: what was asked for.
Both print three decimals."""

OSSA_TALKS = 0.1
"""The same for the gain that talks leave, points; talks may end on another summit."""

OSSA_FOUND = 1e-6
"""A gain found twice, or at the author's best tariffs and at ours, percent: a slope of 1e-8 over
tariffs that are 1e-2 apart is worth 1e-8 percent, his own tolerance a hundred times that."""

OSSA_EFFECT = 1e-4
"""A wage or profits at one summit found twice, points: they move with tariffs at first order, and
the search ends where the gain no longer does."""

BARGAIN_SLOPE = 1e-8
"""Slope of real income left at a best tariff, a fraction of income per log point: the proof's own
bound."""

BARGAIN_STACKED = 1e-10
"""The same in a war, of all players together."""

BARGAIN_REGRET = 1e-8
"""What a player of a war may gain by another tariff, percent of real income."""

BARGAIN_BALANCED = 1e-6
"""What may be left of the conditions of talks, relative: the proof's own bound."""

LIBERATION_DAY_FOUND = 1e-6
"""A best tariff's welfare found twice, percent: both stop at a slope of 1e-8."""

LIBERATION_DAY_BY_ECONOMY = 1e-9
"""Ignatenko et al. (2025), 194 economies and seven measures, as a fraction of the benchmark: the
authors' solver and ours, which here stops at 1e-13 of own income, differ by 3e-12, and by 5e-11 in
deficits that are nearly zero and measured relative to themselves."""


GRAVITY_SOLVERS = 1e-8
"""Prices and flows of one gravity world by the engine and by plain iteration to 1e-14: the engine
stops at 1e-11 of own income, and the smallest flow is moved by the most."""

GRAVITY_BOOK_GAP = 3e-3
"""By how much, at least, Canada's sales miss its output where the Advanced Guide stops: a fact of
the book's numbers, not an error of ours."""

GRAVITY_BOOK_LEVELS = 1e-6
"""Levels in the Advanced Guide's result files: its regressions stop at 2e-7 of a flow."""

GRAVITY_BOOK_POINTS = 1e-4
"""Changes in percent there: the same in points, with what three rounds add."""

GRAVITY_ONE_STEP = 5e-3
"""By how much, at least, gegravity's prices miss the equilibrium: a fact of that package."""

BARGAIN_MAPPED = 1e-12
"""Sums over the cells of lines, two ways: rounding only."""

BARGAIN_NUDGED = 1e-8
"""A mapping by differences of 1e-6, and two formulas where they meet: the difference's error."""

BARGAIN_NUMBER = 1e-10
"""The best number for given scores, in closed form and by a foreign search on one variable."""

BARGAIN_SAME_RATE = 1e-6
"""A rate of one settlement by two routes: slopes are proved to 1e-10 of one another, and gains bend
by some thousandths of the slopes that balance along the flattest direction."""

BARGAIN_SAME_GAIN = 1e-6
"""A gain of one settlement by two routes, relative: the same."""

BARGAIN_FRONTIER = 1e-6
"""What a side may still gain at a settlement, given what the other has, relative."""

BARGAIN_AGREED = 1e-9
"""A score at one summit by two ways, a fraction of income: a gain that no rule counts as any."""

BARGAIN_ROUGH = 1e-4
"""Prices by two ways, an answer of a solver that stops early, a difference over a short step,
relative."""

BARGAIN_FOREIGN = 1e-6
"""What a solver of another maker may find better, relative: it keeps floors to 1e-9 itself."""

MODEL_DERIVATIVE = 1e-6
"""A derivative through the equilibrium against one by differences, relative: differences over
2e-5 of equilibria solved to 1e-13 are themselves right to some 1e-8, and to 1e-7 where a second
derivative is a difference of gradients."""

SAMPLING_MOMENT = 5.0
"""Means and standard deviations of draws, in standard errors of the sample: the draws are the same
on every machine, so this is no matter of luck once it holds, and a wrong moment is tens off."""

SAMPLING_EXACT = 1e-12
"""Draws that are the same by definition, relative: products of matrices add up in another order."""

MODEL_DRAW = 1e-8
"""A draw of a batch against the deal weighed alone, relative to income or to the number before:
draws stop at 1e-10 of own income (1e-9 at the latest), and errors grow a few times on the way."""

FORMULA_RESIDUAL = 1e-10
"""What a war by formula may leave of its system: rates as fractions, sales over pay; it stops at
1e-12."""

FORMULA_REGRET = 1e-10
"""What a player of the exact war in uniform tariffs may gain by another, a fraction of real income:
1e-8 percent. Rounding alone is 1e-15."""

FORMULA_SLOPE = 1e-9
"""A player's slope at the exact war, and slopes by two programs, in log real income per log point
of its tariff: the engine stops at 1e-11 of own income, and rates at 1e-12."""

FORMULA_SAME = 1e-9
"""A rate by two formulas that are the same there, relative: both stop at 1e-12, and small rates are
a tenth."""

FORMULA_FREE = 1e-6
"""Rates of the best schedule that should be the same: a search proves its slopes to 1e-8, and
income bends by some hundredths of that a point."""

LASHKARIPOUR_TARIFF = 0.5
"""Median distance from the printed tariffs, points: a later build of the trade data and other
benchmark tariffs move them by this much."""

LASHKARIPOUR_REAL_INCOME = 0.06
"""The same for the change in real income, points."""

EXCHANGE_FREE = 3e-4
"""What the owner of a line gains or loses where a cut stops being free, over what the whole cut
costs it: the rate is found to 1e-4 of the cut, and gain falls there up to a few times as fast as on
average."""
