"""Bytes into characters, as declared, by the encodings that pages and mail are written in."""

import codecs
import re

from tradetalks.errors import ArticleError

BY_LABEL = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "iso8859-1": "cp1252", "l1": "cp1252", "windows-1252": "cp1252", "cp1252": "cp1252",
    "x-cp1252": "cp1252", "macintosh": "mac-roman", "mac": "mac-roman",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "windows-874": "cp874", "koi8-r": "koi8-r", "koi8-u": "koi8-u",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "euc-jp": "euc-jp", "iso-2022-jp": "iso2022-jp",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-8-i": "iso-8859-8",
    **{f"iso-8859-{part}": f"iso-8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15)},
    **{f"windows-{page}": f"cp{page}" for page in (1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)},
}  # fmt: skip
"""What each label means, after the WHATWG Encoding Standard: Latin-1 is read as windows-1252."""

_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})"
    rb"|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})",
    re.I,
)


def declared_in(raw: bytes) -> str:
    """Return the encoding that a page or an XML file declares near its top, or nothing."""
    found = _META.search(raw[:4096])
    return (found[1] or found[2]).decode("ascii") if found else ""


def decode(raw: bytes, *, declared: str, where: str) -> str:
    """Return the characters of bytes.

    What is UTF-8 is read as UTF-8, whatever is declared: no other encoding passes for it by chance.
    Otherwise the declared encoding holds, and a byte that it does not know becomes U+FFFD.

    Args:
        raw: The bytes.
        declared: The encoding's label, or empty where there is none.
        where: What messages call them.

    Raises:
        ArticleError: They are not UTF-8, and no encoding that is known is declared.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        label = declared.strip().lower()
        codec = BY_LABEL.get(label, "")
        if codec not in {"", "utf-8"}:
            return codecs.decode(raw, codec, "replace")
        line = raw.count(b"\n", 0, error.start) + 1
        byte = raw[error.start]
    if label and codec:
        what = f"declared as UTF-8, but is not (byte 0x{byte:02x} on line {line})"
    elif label:
        what = f"in an unknown encoding, '{label}'"
    else:
        what = f"not UTF-8 (byte 0x{byte:02x} on line {line})"
    raise ArticleError(f"the file is {what}", where=where, remedy="Save it again as UTF-8")
