"""Small files in the form in which the offices publish trade and output, to read back."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

BACI_HEADER = "t,i,j,k,v,q"
COUNTRY_HEADER = "country_code,country_name,country_iso2,country_iso3"
PRODUCT_HEADER = "code,description"

COUNTRY_ROWS = (
    "56,Belgium,BE,BEL",
    "58,Belgium-Luxembourg (...1998),BE,BEL",
    "156,China,CN,CHN",
    "251,France,FR,FRA",
    "384,Côte d'Ivoire,CI,CIV",
    '490,"Other Asia, nes",,S19',
    "579,Norway,NO,NOR",
    "586,Pakistan,PK,PAK",
    '697,"Europe EFTA, nes",,R20',
    "699,India,IN,IND",
    "757,Switzerland,CH,CHE",
    "842,USA,US,USA",
    "891,Serbia and Montenegro (...2005),CS,SCG",
)
"""As in the archive of BACI, where several codes are not those of ISO 3166."""

BACI_ROWS = (
    "2023,586,842,520100,1.234,0.567",
    "2023,586,842,630260,450123.4,98765.4",
    "2023,842,586,520100,812345.6,345678.9",
    "2023,156,586,010121,12345.6,",
)


def write_lines(path: Path, lines: Iterable[str], encoding: str = "utf-8") -> Path:
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def baci(folder: Path, rows: Sequence[str] = BACI_ROWS) -> Path:
    path = folder / "BACI_HS22_Y2023_V202501.csv"
    return write_lines(path, [BACI_HEADER, *rows])


def country_codes(folder: Path, rows: Sequence[str] = COUNTRY_ROWS) -> Path:
    return write_lines(folder / "country_codes_V202501.csv", [COUNTRY_HEADER, *rows])


def product_codes(folder: Path, codes: Sequence[str]) -> Path:
    rows = [f'{code},"Horses: live, pure-bred"' for code in codes]
    return write_lines(folder / "product_codes_HS22_V202501.csv", [PRODUCT_HEADER, *rows])


ITPD_E_HEADER = (
    "exporter_iso3,exporter_iso3_dynamic,exporter_name,importer_iso3,importer_iso3_dynamic,"
    "importer_name,broad_sector,industry_id,industry_descr,year,trade,flag_mirror,flag_zero"
)
ITPD_S_HEADER = (
    "exporter_dynamic_code,importer_dynamic_code,year,industry_id,trade,flag_mirror,flag_zero,"
    "flag_itpds,exporter_iso3,importer_iso3,broad_sector"
)


def itpd_e_row(
    seller: str = "PAK",
    buyer: str = "USA",
    industry: str = "1",
    trade: str = "1500",
    *,
    year: str = "2019",
    mirror: str = "0",
    zero: str = "p",
    dynamic: str = "",
) -> str:
    """A row of ITPD-E; the dynamic code of the seller is its other one unless given."""
    return (
        f'{seller},{dynamic or seller},Seller,{buyer},{buyer},"Buyer, Rep. of",Agriculture,'
        f'{industry},"Cereals, other",{year},{trade},{mirror},{zero}'
    )


def itpd_e(folder: Path, rows: Sequence[str]) -> Path:
    return write_lines(folder / "ITPD_E_R03.csv", [ITPD_E_HEADER, *rows])


def itpd_s(folder: Path, rows: Sequence[str]) -> Path:
    return write_lines(folder / "ITPD_S_R1.1.csv", [ITPD_S_HEADER, *rows])


def wdi_row(
    code: str = "PAK",
    value: object = 374890295666.694,
    *,
    date: str = "2022",
    iso2: str = "PK",
    indicator: str = "NY.GDP.MKTP.CD",
) -> dict[str, object]:
    return {
        "indicator": {"id": indicator, "value": "GDP (current US$)"},
        "country": {"id": iso2, "value": f"Name of {code or iso2}"},
        "countryiso3code": code,
        "date": date,
        "value": value,
        "unit": "",
        "obs_status": "",
        "decimal": 0,
    }


def wdi(folder: Path, rows: Sequence[object], **about: object) -> Path:
    meta = {
        "page": 1,
        "pages": 1,
        "per_page": 1000,
        "total": len(rows),
        "sourceid": "2",
        "lastupdated": "2026-07-13",
    }
    path = folder / "wdi.json"
    path.write_text(json.dumps([meta | about, rows]), encoding="utf-8")
    return path


COMTRADE_HEADER = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
    "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,"
    "classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,"
    "aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,"
    "isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,"
    "isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,"
    "legacyEstimationFlag,isReported,isAggregate"
)
COMTRADE_ROW: dict[str, object] = dict.fromkeys(COMTRADE_HEADER.split(","), None) | {
    "typeCode": "C",
    "freqCode": "A",
    "refPeriodId": 20240101,
    "refYear": 2024,
    "refMonth": 52,
    "period": "2024",
    "reporterCode": 586,
    "reporterISO": "PAK",
    "reporterDesc": "Pakistan",
    "flowCode": "X",
    "flowDesc": "Export",
    "partnerCode": 842,
    "partnerISO": "USA",
    "partnerDesc": "Côte, of a kind",
    "partner2Code": 0,
    "partner2ISO": "W00",
    "classificationCode": "H6",
    "classificationSearchCode": "HS",
    "cmdCode": "630260",
    "cmdDesc": "Toilet linen and kitchen linen, of terry",
    "aggrLevel": 6,
    "customsCode": "C00",
    "mosCode": "0",
    "motCode": 0,
    "primaryValue": 1e9,
}


def comtrade_row(**fields: object) -> dict[str, object]:
    return COMTRADE_ROW | fields


def comtrade_csv(
    folder: Path, rows: Sequence[dict[str, object]], encoding: str = "cp1252", spare: str = ","
) -> Path:
    """As the web page gives it: cp1252, and one empty field more than the header has."""
    lines = [COMTRADE_HEADER]
    for row in rows:
        fields = ["" if value is None else str(value) for value in row.values()]
        lines.append(",".join(f'"{x}"' if "," in x else x for x in fields) + spare)
    return write_lines(folder / "comtrade.csv", lines, encoding)


def comtrade_json(folder: Path, rows: Sequence[object], **about: object) -> Path:
    answer = {"elapsedTime": "0.27 secs", "count": len(rows), "data": rows, "error": ""} | about
    path = folder / "comtrade.json"
    path.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return path
