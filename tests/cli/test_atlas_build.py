"""`atlas build` makes a world of files of trade, and says what it assumed, moved and left out."""

import json

import pytest

from tests.atlas import own_inputs as own
from tests.atlas.tariff_files import mfn, pref, web
from tests.atlas.trade_files import comtrade_csv, comtrade_row, itpd_e, itpd_e_row, write_lines
from tests.tolerances import JSON_AGAINST_ENGINE
from tradetalks.atlas.load import load_world

COTTON, LINEN = "520100", "630260"


@pytest.fixture
def files(tmp_path):
    """Everything that goes into a world, by name."""
    flows, countries = own.baci_file(tmp_path)
    rates = {"NomenCode": "H6", "Reporter_ISO_N": "842", "Year": "2023"}
    on_all = [
        rates | {"ProductCode": COTTON},
        rates | {"ProductCode": LINEN, "SimpleAverage": "20"},
    ]
    for_pakistan = rates | {"ProductCode": LINEN, "Partner": "586", "SimpleAverage": "0"}
    from_web = {"Selected Nomen": "H6", "Reporter": "842", "Tariff Year": "2023"}
    made = [f"{code},{s},0.2" for code in own.PLACES for s in ("AGR", "TEX", "ELE", "SVC")]
    comtrade = [
        comtrade_row(reporterISO=a, partnerISO=b, refYear=2023, primaryValue=1e6)
        for a, b in (("PAK", "USA"), ("USA", "PAK"), ("CHN", "USA"))
    ]
    itpd = [itpd_e_row(a, b) for a in ("PAK", "USA") for b in ("PAK", "USA")]
    return {
        "baci": flows,
        "countries": countries,
        "gdp": own.wdi_file(tmp_path),
        "concordance": own.concordance_file(tmp_path),
        "mfn": mfn(tmp_path / "mfn.csv", on_all),
        "pref": pref(tmp_path / "pref.csv", [for_pakistan]),
        "web": web(tmp_path / "web.csv", [from_web | {"Product": LINEN, "DutyType": "MFN"}]),
        "made": write_lines(tmp_path / "made.csv", ["economy,sector,value", *made]),
        "rates": write_lines(
            tmp_path / "rates.csv",
            ["exporter,importer,sector,rate", ",USA,ALL,0.1", "CHN,USA,ALL,0.3"],
        ),
        "comtrade": comtrade_csv(tmp_path, comtrade),
        "itpd": itpd_e(tmp_path, itpd),
        "out": tmp_path / "mine.world",
    }


def arguments(text, files):
    return ["atlas", "build", "-o", files["out"], *text.format(**files).split()]


TRADE = "--baci {baci} --countries {countries}"


def test_a_gravity_world_from_baci_and_the_world_bank(tradetalks, files):
    done = tradetalks(
        *arguments(f"{TRADE} --gdp {{gdp}} --one-sector --economies usa,PAK --json", files)
    )
    assert done.returncode == 0, done.stderr
    shape = json.loads(done.stdout)
    world = load_world(files["out"])
    assert shape["schema"] == "tradetalks/atlas-own/1"
    assert (shape["path"], shape["fingerprint"]) == (str(files["out"]), world.fingerprint)
    assert (world.economies, world.sectors) == (("USA", "PAK", "ROW"), ("ALL",))
    moved = {row["economy"]: row for row in shape["report"]["moved"]}
    assert moved["USA"]["value_added"] == pytest.approx(27.4e-2, rel=JSON_AGAINST_ENGINE)
    assert [origin["producer"] for origin in shape["report"]["origins"]] == ["CEPII", "World Bank"]


def test_downloads_of_wits_become_its_tariffs(tradetalks, files):
    done = tradetalks(
        *arguments(
            f"{TRADE} --gdp {{gdp}} --one-sector --tariffs {{mfn}} --tariffs {{pref}}", files
        )
    )
    assert done.returncode == 0, done.stderr
    assert "Note: A tariff is the mean over products weighted with trade" in " ".join(
        done.stdout.split()
    )
    tariff = load_world(files["out"]).tariff[:, 2, 0]
    value = own.flows()[1, 2]
    pakistan = 0.11 * value[1] / (value[1] + value[2])
    assert tariff[1] == pytest.approx(pakistan, rel=JSON_AGAINST_ENGINE)
    assert tariff[0] == pytest.approx(0.2, abs=1e-6)


def test_a_concordance_gives_the_sectors_of_the_default_world(tradetalks, files):
    done = tradetalks(
        *arguments(
            f"{TRADE} --concordance {{concordance}} --value-added {{made}} --value-added-share 0.5"
            " --tariffs {web} --duty MFN --elasticities fontagne_2022",
            files,
        )
    )
    assert done.returncode == 0, done.stderr
    world = load_world(files["out"])
    assert world.sectors == ("AGR", "TEX", "ELE", "SVC")
    assert world.elasticity == "fontagne_2022"
    assert world.tariff[0, 2, 1] == pytest.approx(0.11)


@pytest.mark.parametrize(
    ("text", "economies"),
    [
        ("--comtrade {comtrade} --gdp {gdp} --one-sector --tariffs {rates}", ("CHN", "PAK", "USA")),
        ("--itpd {itpd} --year 2019 --value-added-share 0.4", ("PAK", "USA")),
    ],
    ids=["comtrade", "itpd"],
)
def test_trade_comes_from_other_offices_too(text, economies, tradetalks, files):
    done = tradetalks(*arguments(text, files))
    assert done.returncode == 0, done.stderr
    assert load_world(files["out"]).economies == economies


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "Give exactly one of BACI, Comtrade, ITPD"),
        ("--baci {baci} --itpd {itpd}", "trade comes from BACI and ITPD"),
        ("--baci {baci} --one-sector --gdp {gdp}", "BACI needs its list of countries"),
        (
            "--comtrade {comtrade} --countries {countries} --one-sector",
            "list of countries is BACI's",
        ),
        (f"{TRADE} --gdp {{gdp}}", "Ask for one sector, or give a concordance"),
        (f"{TRADE} --one-sector", "Give `gdp`"),
        (f"{TRADE} --one-sector --concordance {{concordance}}", "Give one of the two"),
        (f"{TRADE} --gdp {{gdp}} --concordance {{concordance}}", "says nothing of its"),
        ("--itpd {itpd}", "Say which"),
        ("--itpd {itpd} --year 2019 --concordance {concordance}", "industries of its own"),
        (f"{TRADE} --gdp {{gdp}} --one-sector --editions {{gdp}}", "need a concordance"),
        (f"{TRADE} --gdp {{gdp}} --one-sector --year 2019", "trade is of 2023, not of 2019"),
        (f"{TRADE} --gdp {{gdp}} --one-sector --economies PAK,XQX", "unknown economy 'XQX'"),
        (f"{TRADE} --gdp {{gdp}} --one-sector --economies PAK,,USA", "is no list of economies"),
        (f"{TRADE} --gdp {{gdp}} --one-sector --elasticities fontagne", "fontagne_2022"),
        (f"{TRADE} --gdp {{gdp}} --one-sector --tariffs {{pref}}", "rates on everyone"),
        (
            f"{TRADE} --gdp {{gdp}} --one-sector --tariffs {{gdp}}",
            "no file of tariffs that is known",
        ),
        (f"{TRADE} --gdp {{gdp}} --one-sector --industries", "--industries does not go with"),
        ("--icio none.csv --baci {baci}", "--baci does not go with --icio"),
        ("--icio none.csv --one-sector", "--one-sector does not go with --icio"),
        ("--icio none.csv --tariffs {rates} --tariffs {rates}", "Give one CSV file"),
        (
            f"{TRADE} --one-sector --value-added-share 0.5 --output-per-value-added 2",
            "Give one of the two",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(text, complaint, tradetalks, files):
    done = tradetalks(*arguments(text, files))
    assert done.returncode == 2
    assert complaint in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not files["out"].exists()
