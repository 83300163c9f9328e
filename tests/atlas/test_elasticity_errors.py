"""Standard errors are those that papers print, brought to sectors; files of one's own are read."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tolerances import ATLAS_TEXT
from tests.worlds import random_world
from tradetalks.atlas.aggregate import aggregate
from tradetalks.atlas.build.elasticities import MAPPINGS, read_published
from tradetalks.atlas.build.elasticity_errors import PRINTED, error_sets
from tradetalks.atlas.build.protee import LEAST_PRODUCTS, median_error
from tradetalks.atlas.build.raw import ELASTICITIES
from tradetalks.atlas.catalogue import origins
from tradetalks.atlas.elasticity_errors import SPREADS, elasticity_errors
from tradetalks.atlas.elasticity_files import read_covariance, read_draws
from tradetalks.atlas.load import load_world
from tradetalks.errors import SourceError

WORLD = load_world()
ERRORS = elasticity_errors(WORLD)
SMALL = random_world(3, n=3, s=3)  # Sectors S00, S01 and SVC.
TEXT = "S01,SVC,S00\n2,3,1\n5,6,4\n"
SQUARE = "sector,S01,SVC,S00\nSVC,23,33,13\nS00,12,13,11\nS01,22,23,12\n"


def _of(name, code):
    return ERRORS[name][WORLD.sector_index(code)]


def test_every_set_that_ships_says_what_is_known_of_it():
    assert set(ERRORS) == set(WORLD.elasticities)
    known = {name for name, own in ERRORS.items() if np.isfinite(own).any()}
    assert known == {"caliendo_parro_2015", "lashkaripour_lugovskyy_2023", "protee"}
    assert known == set(PRINTED) | set(SPREADS)
    for own in ERRORS.values():
        assert own.shape == (22,)
        assert (own[np.isfinite(own)] > 0).all()


def test_a_sector_of_one_industry_has_its_printed_error():
    """Caliendo and Parro (2015), Table 1; Lashkaripour and Lugovskyy (2023), Table 3."""
    assert _of("caliendo_parro_2015", "AGR") == 2.01
    assert _of("caliendo_parro_2015", "PET") == 15.61
    assert _of("caliendo_parro_2015", "OTR") == 1.08
    assert _of("caliendo_parro_2015", "MIN") == _of("caliendo_parro_2015", "ENE") == 3.67
    assert _of("lashkaripour_lugovskyy_2023", "TEX") == 0.353
    assert _of("lashkaripour_lugovskyy_2023", "OMF") == 1.012


def test_the_error_of_a_mean_is_that_of_independent_estimates():
    """Electronics are the mean of office machines, communication and medical instruments."""
    squares = 4.53**2 + 1.77**2 + 1.56**2
    assert _of("caliendo_parro_2015", "ELE") == pytest.approx(squares**0.5 / 3, abs=1e-6)


def test_nothing_is_known_where_nothing_is_printed():
    assert all(np.isnan(_of(name, "SVC")) for name in ERRORS)
    assert np.isnan(ERRORS["fontagne_2022"]).all()
    assert np.isnan(_of("protee", "ENE")), "1.1 products cannot say how others would differ"


def test_an_industry_has_an_error_exactly_where_it_has_an_elasticity(shared_data):
    published = read_published(shared_data / ELASTICITIES)
    for name, errors in PRINTED.items():
        assert set(errors) == set(published[name])
        assert name in MAPPINGS


def test_the_table_that_ships_is_what_the_raw_files_give(shared_data):
    rebuilt = error_sets(shared_data, WORLD.elasticities)
    assert list(rebuilt) == list(ERRORS)
    for name, own in rebuilt.items():
        np.testing.assert_allclose(ERRORS[name], own, rtol=ATLAS_TEXT)


def test_what_the_errors_rest_on_is_said_in_their_origin():
    origin = next(origin for origin in origins() if origin.id == "elasticity-errors")
    assert "no error of an estimate" in origin.covers
    said = " ".join(origin.changes)
    for words in ("from memory", "computed again", "two decimals", "below ten"):
        assert words in said


def test_a_world_does_not_cite_errors_that_none_of_its_numbers_rests_on():
    assert "elasticity-errors" not in {origin.id for origin in WORLD.origins}


def test_a_world_of_other_sectors_has_no_errors():
    merged = aggregate(WORLD, sectors={"GDS": WORLD.sectors[:-1], "SVC": ("SVC",)})
    assert elasticity_errors(merged) == {}
    assert elasticity_errors(SMALL) == {}


def test_a_set_whose_numbers_were_changed_has_no_errors():
    own = dict(WORLD.elasticities) | {"protee": WORLD.elasticities["protee"] + 1}
    assert set(elasticity_errors(replace(WORLD, elasticities=own))) == set(ERRORS) - {"protee"}


def test_errors_are_the_callers_to_change():
    elasticity_errors(WORLD)["caliendo_parro_2015"][:] = 0.0
    assert elasticity_errors(WORLD)["caliendo_parro_2015"][0] == 2.01


def test_the_error_of_a_median_shrinks_with_the_root_of_the_number_of_products():
    """Of a uniform spread between 0 and 1 it is 1 / (2 √n)."""
    for products in (100, 400, 10_000):
        values = np.arange(products) / products
        found = median_error(values, np.ones(products))
        assert found == pytest.approx(0.5 / products**0.5, abs=1.0 / products)


def test_one_large_product_makes_few_of_many():
    values, weights = np.arange(50.0), np.ones(50)
    assert np.isfinite(median_error(values, weights))
    weights[3] = 50.0 * LEAST_PRODUCTS
    assert np.isnan(median_error(values, weights))


def _file(folder: Path, text: str | bytes) -> Path:
    path = folder / "own.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_draws_are_read_in_the_order_of_the_world(tmp_path):
    np.testing.assert_array_equal(
        read_draws(_file(tmp_path, TEXT), SMALL), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    )
    spaced = "\ufeffS01 , SVC,S00\r\n 2,3,1\r\n\r\n5,6,4\r\n"
    np.testing.assert_array_equal(
        read_draws(str(_file(tmp_path, spaced)), SMALL), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    )


@pytest.mark.parametrize("label", ["sector", "", "Branche"])
def test_a_covariance_is_read_in_the_order_of_the_world(tmp_path, label):
    path = _file(tmp_path, SQUARE.replace("sector", label, 1))
    np.testing.assert_array_equal(
        read_covariance(path, SMALL), [[11, 12, 13], [12, 22, 23], [13, 23, 33]]
    )


@pytest.mark.parametrize(
    ("text", "what", "where"),
    [
        ("", "empty", ""),
        ("\n\n", "unknown sector ''", "line 1"),
        ("S01,SVC,S00\n", "no rows", ""),
        ("S01,SVC\n2,3\n", "'S00' is missing", "line 1"),
        ("S01,SVC,S00,S02\n2,3,1,1\n", "unknown sector 'S02'", "line 1"),
        ("S01,SVC,S00,S00\n2,3,1,1\n", "appears twice", "line 1"),
        ("S01;SVC;S00\n2;3;1\n", "unknown sector", "line 1"),
        ("S01,SVC,S00\n2,3,1\n2,3\n", "2 fields", "line 3"),
        ("S01,SVC,S00\n2,3,1\n2,3,1,4\n", "4 fields", "line 3"),
        ("S01,SVC,S00\n2,3,1\n2,,1\n", "'' in column 'SVC' is not a number", "line 3"),
        ("S01,SVC,S00\n2,three,1\n", "'three' in column 'SVC' is not a number", "line 2"),
        ("S01,SVC,S00\n2,1_0,1\n", "'1_0' in column 'SVC' is not a number", "line 2"),
        ("S01,SVC,S00\n2,nan,1\n", "not a number", "line 2"),
        ("S01,SVC,S00\n2,inf,1\n", "not a number", "line 2"),
        ("S01,SVC,S00\n2,1e999,1\n", "not a number", "line 2"),
        ("S01,SVC,S00\n2,3,0\n", "'0' in column 'S00' is not positive", "line 2"),
        ("S01,SVC,S00\n2,-3,1\n", "'-3' in column 'SVC' is not positive", "line 2"),
        ('S01,SVC,S00\n2,"3,1\n', "not CSV", "line"),
        (b"S01,SVC,S00\n2,\xff,1\n", "UTF-8", ""),
        (b"PK\x03\x04rest", "ZIP", ""),
        (b"S01,SVC,S00\n2,3\x00,1\n", "not a number|not CSV", "line 2"),
    ],
)
def test_a_file_of_draws_that_cannot_be_is_refused_at_its_line(tmp_path, text, what, where):
    with pytest.raises(SourceError, match=what) as caught:
        read_draws(_file(tmp_path, text), SMALL)
    assert "own.csv" in caught.value.where
    assert where in caught.value.where


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        ("sector,S01", "S01,S01", "the first column is 'S01'", "line 1"),
        ("S01,SVC,S00\n", "S01,SVC\n", "'S00' is missing", "line 1"),
        ("S01,SVC,S00\n", "S01,SVC,S0\n", "unknown sector 'S0'", "line 1"),
        ("SVC,23", "SVX,23", "'SVX' in column 'sector' is no sector here", "line 2"),
        ("SVC,23", "S00,23", "S00 is also in line 2", "line 3"),
        ("\nS01,22,23,12", "", "'S01' is missing", ""),
        ("12,13,11", "12,x,11", "'x' in column 'SVC' is not a number", "line 3"),
        ("12,13,11", "12,13", "3 fields", "line 3"),
    ],
)
def test_a_file_that_holds_no_square_of_sectors_is_refused(tmp_path, old, new, what, where):
    assert old in SQUARE
    with pytest.raises(SourceError, match=what) as caught:
        read_covariance(_file(tmp_path, SQUARE.replace(old, new, 1)), SMALL)
    assert where in caught.value.where


@pytest.mark.parametrize("read", [read_draws, read_covariance])
def test_no_file_and_a_folder_are_refused(tmp_path, read):
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "none.csv", SMALL)
    with pytest.raises(SourceError, match="folder"):
        read(tmp_path, SMALL)


@given(st.binary(max_size=200))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path_factory, data):
    path = _file(tmp_path_factory.getbasetemp(), data)
    for read in (read_draws, read_covariance):
        with pytest.raises(SourceError):
            read(path, SMALL)


@given(
    st.lists(st.tuples(*[st.floats(1e-6, 1e6) for _ in SMALL.sectors]), min_size=1, max_size=8),
    st.permutations(range(3)),
)
def test_what_is_written_is_read_back_to_the_digit(tmp_path_factory, rows, order):
    header = ",".join(SMALL.sectors[k] for k in order)
    lines = [",".join(repr(row[k]) for k in order) for row in rows]
    path = _file(tmp_path_factory.getbasetemp(), "\n".join([header, *lines]))
    np.testing.assert_allclose(read_draws(path, SMALL), rows, rtol=ATLAS_TEXT)
