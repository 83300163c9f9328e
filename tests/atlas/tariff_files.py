"""Small tariff files in the official form of WITS and the WTO, to read back."""

from collections.abc import Iterable, Mapping
from pathlib import Path

MFN_HEADER = (
    "NomenCode,Reporter_ISO_N,Year,ProductCode,Sum_Of_Rates,Min_Rate,Max_Rate,SimpleAverage,"
    "Nbr_NA_Lines,Nbr_Free_Lines,Nbr_AVE_Lines,Nbr_Dutiable_Lines,TotalNoOfValidLines,"
    "TotalNoOfLines,EstCode"
)
PREF_HEADER = (
    "NomenCode,Reporter_ISO_N,Year,ProductCode,Partner,Sum_Of_Rates,Min_Rate,Max_Rate,"
    "SimpleAverage,TotalNoOfLines,Nbr_Pref_Lines,Nbr_MFN_Lines,Nbr_NA_Lines,EstCode"
)
WEB_HEADER = (
    '"Selected Nomen","Native Nomen","Reporter","Reporter Name","Product","Product Name","Partner",'
    '"Partner Name","Tariff Year","Trade Year","Trade Source","DutyType","Simple Average",'
    '"Weighted Average"'
)
WTO_HEADER = (
    "reporter_name,reporter_iso,reporter_code,partner_name,partner_iso,partner_code,year_dt,"
    "hs_code,best_avlbl,imports"
)

BULK_ROW = {
    "NomenCode": "H5",
    "Reporter_ISO_N": "586",
    "Year": "2022",
    "ProductCode": "520100",
    "Partner": "156",
    "SimpleAverage": "11",
    "Nbr_NA_Lines": "0",
    "TotalNoOfLines": "2",
}
WEB_ROW = {
    "Selected Nomen": "H5",
    "Native Nomen": "H5",
    "Reporter": "586",
    "Reporter Name": "Pakistan",
    "Product": "520100",
    "Product Name": "Cotton, not carded or combed",
    "Partner": "000",
    "Partner Name": "World",
    "Tariff Year": "2022",
    "DutyType": "MFN",
    "Simple Average": "11",
    "Weighted Average": "10",
}
WTO_ROW = {
    "reporter_name": "China",
    "reporter_iso": "CHN",
    "reporter_code": "C156",
    "partner_name": "United States of America",
    "partner_iso": "USA",
    "partner_code": "C840",
    "year_dt": "2025-01-01",
    "hs_code": "010190",
    "best_avlbl": "12.5",
    "imports": "0.0",
}


def mfn(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write a bulk download of most-favoured-nation rates."""
    return _written(path, MFN_HEADER, BULK_ROW, rows)


def pref(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write a bulk download of preferential rates."""
    return _written(path, PREF_HEADER, BULK_ROW, rows)


def web(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write a download of WITS's web pages: every field in quotes."""
    return _written(path, WEB_HEADER, WEB_ROW, rows, quoted=True)


def wto(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """Write a file of tariff actions."""
    return _written(path, WTO_HEADER, WTO_ROW, rows)


def _written(
    path: Path,
    header: str,
    usual: Mapping[str, str],
    rows: Iterable[Mapping[str, str]],
    *,
    quoted: bool = False,
) -> Path:
    names = header.replace('"', "").split(",")
    mark = '"' if quoted else ""
    lines = [header]
    for row in rows:
        assert set(row) <= set(names), row
        fields = [str({**usual, **row}.get(name, "")) for name in names]
        lines.append(",".join(f"{mark}{field}{mark}" for field in fields))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
