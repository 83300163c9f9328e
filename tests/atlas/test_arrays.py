"""Arrays and frames become the same tables, whatever the order of their axes and rows."""

import subprocess
import sys
from itertools import permutations

import numpy as np
import pandas as pd
import polars as pl
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from tradetalks.atlas.sources.array_tables import gdp_table, rate_table, trade_table
from tradetalks.atlas.sources.arrays import LabelledArray
from tradetalks.errors import SourceError

PLACES = ("CHN", "PAK", "USA")
KINDS = ("AGR", "TEX")
AXES = ("exporter", "importer", "sector")
LABELS = dict(zip(AXES, (PLACES, PLACES, KINDS), strict=True))
HOME = np.eye(3, dtype=bool)[:, :, None]


def flows(*, home: bool = False) -> np.ndarray:
    values = np.random.default_rng(7).uniform(0.1, 9.0, (3, 3, 2))
    return values if home else np.where(HOME, 0.0, values)


def frame(values: np.ndarray, name: str = "value") -> pl.DataFrame:
    cells = [
        (*(LABELS[axis][k] for axis, k in zip(AXES, at, strict=True)), values[at])
        for at in np.ndindex(values.shape)
    ]
    return pl.DataFrame(cells, schema=[*AXES, name], orient="row")


def in_every_form(values: np.ndarray, name: str = "value"):
    """Yield the same numbers as each thing that may be brought, axes in another order each."""
    long = frame(values, name)
    orders = list(permutations(range(3)))
    for order in orders:
        turned = values.transpose(order)
        yield LabelledArray(turned, {AXES[k]: LABELS[AXES[k]] for k in order})
        coords = {AXES[k]: list(LABELS[AXES[k]]) for k in order}
        array = xr.DataArray(turned, coords=coords, dims=[AXES[k] for k in order])
        yield array
        yield xr.Dataset({name: array, "other": array})
        yield xr.Dataset({"trade of mine": array})
    yield long
    yield long.sample(fraction=1.0, shuffle=True, seed=3)
    yield pd.DataFrame({column: long[column].to_list() for column in reversed(long.columns)})
    texts = {column: long[column].to_list() for column in AXES}
    categories = {column: pd.Categorical(codes) for column, codes in texts.items()}
    yield pd.DataFrame({**categories, name: long[name].to_numpy()})
    objects = {column: np.array(codes, dtype=object) for column, codes in texts.items()}
    yield pd.DataFrame({**objects, name: long[name].to_numpy(), "note": "x"})


@pytest.mark.parametrize("home", [False, True])
def test_the_same_trade_in_every_form_is_the_same_table(home):
    tables = [trade_table(data, year=2023) for data in in_every_form(flows(home=home))]
    assert all(table.rows.equals(tables[0].rows) for table in tables)
    assert {table.domestic for table in tables} == {home}
    assert tables[0].rows.height == (18 if home else 12)


def test_the_same_rates_in_every_form_are_the_same_table():
    rates = 0.1 * flows()
    tables = [rate_table(data, year=2023).rows for data in in_every_form(rates, "rate")]
    assert all(table.equals(tables[0]) for table in tables)


def test_without_an_axis_of_sectors_everything_is_one_sector():
    one = xr.DataArray(
        flows()[:, :, 0], coords=[("importer", list(PLACES)), ("exporter", list(PLACES))]
    )
    table = trade_table(one, year=2023)
    assert set(table.rows["product"]) == {"ALL"}
    sold = table.rows.filter(exporter="USA", importer="PAK")["value"].item()
    assert sold == flows()[1, 2, 0]


def test_rates_without_an_exporter_hold_for_everyone():
    array = LabelledArray(np.array([[0.1, 0.2]]), {"importer": ["PAK"], "sector": KINDS})
    rows = rate_table(array, year=2023).rows
    assert rows["exporter"].null_count() == 2
    long = pl.DataFrame(
        {
            "exporter": [None, "USA", "PAK"],
            "importer": ["PAK"] * 3,
            "sector": ["AGR"] * 3,
            "rate": [0.1, 0.0, 0.0],
        }
    )
    for data in (long, pd.DataFrame(long.to_dict(as_series=False))):
        table = rate_table(data, year=2023).rows
        assert table["exporter"].to_list() == [None, "USA"]


@pytest.mark.parametrize(
    "data",
    [
        {"USA": 27.0, "PAK": 0.3},
        pl.DataFrame({"economy": ["USA", "PAK"], "value": [27.0, 0.3]}),
        pd.DataFrame({"value": [27.0, 0.3], "economy": ["USA", "PAK"]}),
        xr.DataArray([27.0, 0.3], coords=[("economy", ["USA", "PAK"])]),
        LabelledArray(np.array([27.0, 0.3]), {"economy": ("USA", "PAK")}),
    ],
    ids=["dict", "polars", "pandas", "xarray", "numpy"],
)
def test_output_comes_in_every_form(data):
    rows = gdp_table(data, year=2023).rows
    assert dict(rows.iter_rows()) == {"PAK": 0.3, "USA": 27.0}


@given(st.permutations(range(18)))
def test_the_order_of_rows_moves_nothing(order):
    long = frame(flows(home=True))
    again = trade_table(long[list(order)], year=2023)
    assert again.rows.equals(trade_table(long, year=2023).rows)


def test_sales_at_home_may_be_missing_only_where_there_are_none_at_all():
    none = frame(np.where(HOME, np.nan, flows()))
    assert not trade_table(none, year=2023).domestic
    assert trade_table(none.drop_nans("value"), year=2023).rows.height == 12
    one = np.where(HOME, np.nan, flows())
    one[0, 0, 0] = 5.0
    with pytest.raises(
        SourceError, match=r"CHN, CHN, TEX; PAK, PAK, AGR.*2 other.*missing.*fill=0"
    ):
        trade_table(frame(one), year=2023)
    filled = trade_table(frame(one), year=2023, fill=0.0)
    assert filled.rows.height == 18
    assert filled.assumed == ("5 flows that were not given are 0.",)


def _moved(at, value):
    values = flows(home=True)
    values[at] = value
    return LabelledArray(values, LABELS)


def _array(**changed):
    return LabelledArray(flows(home=True), LABELS | changed)


HOSTILE = {
    "a bare array": (flows(), "a ndarray does not say"),
    "a bare list": ([[1.0]], "a list does not say"),
    "nothing": (None, "a NoneType does not say"),
    "no coordinates": (xr.DataArray(flows(), dims=AXES), "'exporter' has no labels"),
    "coordinates that are numbers": (
        xr.DataArray(flows(), coords=[(axis, range(len(LABELS[axis]))) for axis in AXES]),
        "label 0 along 'exporter' is no text",
    ),
    "codes that are numbers": (
        frame(flows()).with_columns(sector=pl.lit(10121)),
        "10121 in column 'sector', row 1, is no text",
    ),
    "a code that is missing": (
        frame(flows()).with_columns(importer=pl.lit(None, pl.String)),
        "None in column 'importer', row 1",
    ),
    "a label twice": (
        _array(importer=("CHN", "PAK", "PAK")),
        "'PAK' stands twice along 'importer'",
    ),
    "labels of another shape": (
        _array(sector=("AGR", "TEX", "FOO")),
        "exporter 3, importer 3, sector 3",
    ),
    "axes in another order": (
        LabelledArray(flows().transpose(2, 0, 1), LABELS),
        "shape (2, 3, 3) where its labels need (3, 3, 2)",
    ),
    "another axis": (
        xr.DataArray(
            flows(), coords=[(n, list(LABELS[a])) for n, a in zip("xyz", AXES, strict=True)]
        ),
        "the axes are x, y, z where exporter, importer are needed",
    ),
    "a row twice": (pl.concat([frame(flows()), frame(flows())[:1]]), "row 1 and again in row 19"),
    "a row missing": (frame(flows(home=True))[:-1], "USA, USA, TEX is missing"),
    "not a number": (_moved((0, 1, 1), np.nan), "CHN, PAK, TEX is missing"),
    "infinite": (_moved((0, 1, 1), np.inf), "CHN, PAK, TEX is infinite"),
    "negative": (_moved((2, 1, 0), -1e-9), "USA, PAK, AGR is negative"),
    "text for numbers": (
        frame(flows()).with_columns(pl.col("value").cast(pl.String)),
        "column 'value' holds something that is no number",
    ),
    "objects for numbers": (
        LabelledArray(flows().astype(object), LABELS),
        "are object, not numbers",
    ),
    "text for numbers in pandas": (
        pd.DataFrame({axis: ["A"] for axis in AXES} | {"value": ["1,5"]}),
        "holds something that is no number",
    ),
    "a column renamed": (frame(flows()).rename({"value": "values"}), "nearest is 'values'"),
    "a wide frame": (pd.DataFrame([[0.0]], index=["PAK"], columns=["USA"]), "Give a long frame"),
    "no rows": (frame(flows())[:0], "the frame has no rows"),
    "a dataset without the variable": (
        xr.Dataset({"a": ((), 1.0), "b": ((), 2.0)}),
        "no variable 'value' but a, b",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_not_labelled_numbers_is_refused_with_the_place_and_the_remedy(case):
    data, said = HOSTILE[case]
    with pytest.raises(SourceError) as caught:
        trade_table(data, year=2023)
    assert said in str(caught.value)
    assert "trade" in caught.value.where


BAD_RATES = {
    "per cent": (LabelledArray(np.full((3, 3, 2), 19.0), LABELS), "Rates are fractions"),
    "per cent in a frame": (frame(19 + flows(), "rate"), "Rates are fractions"),
    "negative": (frame(-flows(), "rate"), "is not between 0 and 10"),
    "at home": (frame(np.where(HOME, 0.1, 0.0) + 0 * flows(), "rate"), "tariff on sales at home"),
    "at home in an array": (LabelledArray(flows(home=True), LABELS), "tariff on sales at home"),
    "missing in a frame": (frame(flows() + np.nan, "rate"), "Leave the row out"),
    "missing in an array": (LabelledArray(flows() + np.nan, LABELS), "fill=0.0"),
}


@pytest.mark.parametrize("case", BAD_RATES)
def test_rates_that_cannot_be_are_refused(case):
    data, said = BAD_RATES[case]
    with pytest.raises(SourceError, match=said):
        rate_table(data, year=2023)


def test_output_that_cannot_be_is_refused():
    with pytest.raises(SourceError, match=r"gdp: PAK is not above zero"):
        gdp_table({"USA": 1.0, "PAK": 0.0}, year=2023)
    with pytest.raises(SourceError, match="USA is missing"):
        gdp_table(
            pd.DataFrame({"economy": ["USA"], "value": [None]}, dtype=object).astype(
                {"value": float}
            ),
            year=2023,
        )


def test_a_block_too_large_to_hold_is_refused_before_it_is_made():
    codes = [f"{k:06d}" for k in range(500)]
    long = pl.DataFrame({"exporter": codes, "importer": codes, "product": codes, "value": 1.0})
    with pytest.raises(SourceError, match="500 × 500 × 500 cells are more than can be held"):
        trade_table(long, year=2023)


def test_neither_xarray_nor_pandas_is_imported_for_those_who_bring_something_else():
    code = (
        "import sys, polars\n"
        "from tradetalks.atlas.sources.array_tables import gdp_table\n"
        "gdp_table(polars.DataFrame({'economy': ['USA'], 'value': [1.0]}), year=2023)\n"
        "sys.exit(bool({'pandas', 'xarray', 'pyarrow'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
