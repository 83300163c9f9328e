"""Small files of each kind, made on the spot."""

import zlib

STORY = (
    "Peru and India said on Friday that their trade talks are close to an end.",
    "“We will sign the agreement in September,” Trade Minister Ana Ríos said in Lima.",
    "The talks began in 2017 and cover tariffs on copper, textiles and medicines.",
)


def make_pdf(pages, *, trailer="", squeeze=True):
    """Return a PDF that shows lines of Latin-1 text, one list for each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font "
            f"<< /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(_stream(lines, squeeze=squeeze))
    return assemble_pdf(objects, trailer=trailer)


def assemble_pdf(objects, *, trailer=""):
    """Return a PDF of numbered objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        raw = content if isinstance(content, bytes) else content.encode("cp1252")
        out += f"{number} 0 obj\n".encode() + raw + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return bytes(out + f"startxref\n{start}\n%%EOF\n".encode())


def stream_object(content, *, entries=""):
    """Return a stream object with its length."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def _stream(lines, *, squeeze):
    escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    shown = "".join(f"({line}) Tj 0 -14 Td\n" for line in escaped)
    content = f"BT /F1 11 Tf 60 720 Td\n{shown}ET".encode("cp1252")
    if not squeeze:
        return stream_object(content)
    return stream_object(zlib.compress(content), entries="/Filter /FlateDecode")


def make_page(*paragraphs, head="", date="2025-07-26"):
    """Return a web page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html><head><meta property="article:published_time" content="{date}">'
        f"<title>Peru and India near a deal</title>{head}</head><body><article>"
        f"<h1>Peru and India near a deal</h1>{body}</article></body></html>"
    )


def make_mail(body, *, headers="", kind='text/plain; charset="utf-8"'):
    """Return a mail of one part, 8-bit."""
    return (
        "From: =?utf-8?q?Ministry_of_Trade=2C_Per=C3=BA?= <press@example.org>\r\n"
        "To: list@example.org\r\n"
        "Subject: Fwd: =?utf-8?B?UGVydSBhbmQgSW5kaWEg4oCTIG5lYXIgYSBkZWFs?=\r\n"
        "Date: Sat, 26 Jul 2025 10:00:00 +0500\r\nMessage-ID: <1@example.org>\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n{headers}\r\n{body}"
    ).encode()
