"""Articles of our own writing, in every format that is read; each function gives a file's bytes."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

FILES = Path(__file__).parent / "golden" / "files"

TITLE = "Seoul files complaint over chip gas curbs"
BODY = (
    "South Korea's trade ministry said on Tuesday that it had filed a complaint with the World"
    " Trade Organization over Japan's curbs on etching gas.",
    "Vice Minister Yoo Seung-ho told reporters that Tokyo had turned a lawsuit into a trade war"
    " and called the measure groundless.",
    "Japan's industry ministry rejected the charge and said that the two countries would discuss"
    " export controls among specialists in Geneva.",
)
SECOND_TITLE = "Tokyo mayor invites Busan students back"
SECOND = (
    "The governor of Tokyo on Wednesday invited the students of a Busan middle school whose trip"
    " had been called off, and praised their teachers.",
    "The school's head, Kang Mi-ran, said that she was moved by the kindness of Japan's families"
    " and would bring her pupils in the spring.",
    "Some sixty schools have put off exchanges since the dispute over export curbs began, the"
    " education office in Busan said.",
)
OUTLET = "The Korea Herald"


def text() -> bytes:
    """A plain text."""
    parts = [OUTLET, TITLE, "By Han So-yeon", "Published : Sept 10, 2019 - 14:05", *BODY]
    return "\n\n".join(parts).encode()


def two_texts() -> bytes:
    """Two pasted articles, the first with its end mark."""
    first = [TITLE, "By Han So-yeon", "Published : Sept 10, 2019 - 14:05", *BODY, "(END)"]
    second = [SECOND_TITLE, "By Lim Da-eun", "Published : Sept 11, 2019 - 09:30", *SECOND]
    return "\n\n".join([*first, *second]).encode()


def markdown() -> bytes:
    """A Markdown text with front matter."""
    head = f"---\ntitle: {TITLE}\ndate: 2019-09-10\nsource: {OUTLET}\nauthor: Han So-yeon\n---\n"
    return (head + f"# {TITLE}\n\n" + "\n\n".join(BODY)).encode()


def page() -> bytes:
    """A web page."""
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="{OUTLET}">
<meta property="article:published_time" content="2019-09-10T14:05:00+09:00">
<meta name="author" content="Han So-yeon"><script>track("never text")</script></head>
<body onload="steal()"><nav><a href="javascript:go()">National</a></nav>
<article><h1>{TITLE}</h1><img src="http://example.invalid/x.png" onerror="steal()">
{paragraphs}</article><footer>Copyright {OUTLET}</footer></body></html>""".encode()


def mhtml() -> bytes:
    """A page as browsers save it whole."""
    import quopri

    content = quopri.encodestring(page()).decode().replace("\n", "\r\n")
    return (
        "From: <Saved by Blink>\r\n"
        "Snapshot-Content-Location: https://www.koreaherald.com/view.php?ud=20190910000001\r\n"
        f"Subject: {TITLE}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----Edge--"\r\n\r\n'
        "------Edge--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://www.koreaherald.com/view.php?ud=20190910000001\r\n\r\n"
        f"{content}\r\n------Edge--\r\nContent-Type: text/css\r\n"
        "Content-Location: cid:css-1@mhtml.blink\r\n\r\np { color: red }\r\n------Edge----\r\n"
    ).encode()


ROWS: tuple[Mapping[str, str], ...] = (
    {
        "headline": TITLE,
        "publisher": OUTLET,
        "published": "2019-09-10",
        "author": "Han So-yeon",
        "body": "\n\n".join(BODY),
    },
    {
        "headline": SECOND_TITLE,
        "publisher": OUTLET,
        "published": "2019-09-11",
        "author": "Lim Da-eun",
        "body": "\n\n".join(SECOND),
    },
)


def grid(header: Sequence[str]) -> list[list[str]]:
    """The rows as a grid under a header of one's own."""
    return [list(header), *([*row.values()] for row in ROWS)]


def csv_file(header: Sequence[str] = tuple(ROWS[0]), delimiter: str = ",") -> bytes:
    """A table of two articles."""
    import csv

    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(grid(header))
    return out.getvalue().encode()


def json_file() -> bytes:
    """A JSON document of two articles."""
    return json.dumps({"articles": ROWS}).encode()


def json_lines() -> bytes:
    """The same, one on each line."""
    return "\n".join(json.dumps(row) for row in ROWS).encode()


def sheet(*sheets: tuple[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of named sheets; by default of the two articles in one, with real days."""
    import openpyxl

    rows: list[Sequence[object]] = [tuple(ROWS[0])]
    for row in ROWS:
        day = datetime.fromisoformat(row["published"])
        rows.append([row["headline"], row["publisher"], day, row["author"], row["body"]])
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, cells in sheets or (("Articles", rows),):
        page = book.create_sheet(name)
        for line in cells:
            page.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rss() -> bytes:
    """An RSS feed of two articles, one with its whole text and one with a summary."""
    whole = "".join(f"<p>{part}</p>" for part in BODY)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{OUTLET} : National</title><link>https://www.koreaherald.com</link><language>en</language>
<item><title>{TITLE}</title><link>https://www.koreaherald.com/view.php?ud=20190910000001</link>
<author>Han So-yeon</author><pubDate>Tue, 10 Sep 2019 14:05:00 +0900</pubDate>
<category>Politics</category><description>In short.</description>
<content:encoded><![CDATA[{whole}<script>steal()</script>]]></content:encoded></item>
<item><title>{SECOND_TITLE}</title><pubDate>Wed, 11 Sep 2019 09:30:00 +0900</pubDate>
<description>{SECOND[0]}</description></item></channel></rss>""".encode()


def atom() -> bytes:
    """An Atom feed of one article."""
    whole = "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in BODY)
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>{OUTLET}</title><id>urn:x</id><updated>2019-09-12T00:00:00Z</updated>
<entry><title>{TITLE}</title><id>urn:y</id><author><name>Han So-yeon</name></author>
<published>2019-09-10T14:05:00+09:00</published><updated>2019-09-12T00:00:00Z</updated>
<link href="https://www.koreaherald.com/view.php?ud=20190910000001"/>
<content type="html">{whole}</content></entry></feed>""".encode()


def docx_of(paragraphs: Sequence[str], *, rows: Sequence[tuple[str, str]] = ()) -> bytes:
    """A Word file of paragraphs and, after them, of rows of a table; its head names its origin."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Page from the archive of clippings"
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=0, cols=2)
        for code, value in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = code, value
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_file() -> bytes:
    """A Word file of one article."""
    return docx_of([OUTLET, TITLE, "By Han So-yeon", "September 10, 2019", *BODY])


NEXIS_NEW = (
    "2 Documents",
    TITLE,
    OUTLET,
    "September 10, 2019 Tuesday",
    "Copyright 2019 Herald Corporation All Rights Reserved",
    "Section: NATIONAL",
    "Length: 62 words",
    "Byline: Han So-yeon",
    "Body",
    *BODY,
    "Classification",
    "Language: ENGLISH",
    "Publication-Type: Newspaper",
    "Load-Date: September 11, 2019",
    "End of Document",
    SECOND_TITLE,
    OUTLET,
    "September 11, 2019 Wednesday",
    "Copyright 2019 Herald Corporation All Rights Reserved",
    "Length: 66 words",
    "Byline: Lim Da-eun",
    "Body",
    *SECOND,
    "Load-Date: September 12, 2019",
    "End of Document",
)
"""Two articles as newer exports of Nexis have them."""

NEXIS_OLD = f"""
                               1 of 2 DOCUMENTS

                               {OUTLET}

                          September 10, 2019 Tuesday

{TITLE}

BYLINE: Han So-yeon

SECTION: NATIONAL

LENGTH: 62 words

{BODY[0]}

{BODY[1]}

{BODY[2]}

LOAD-DATE: September 11, 2019

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                   Copyright 2019 Herald Corporation
                          All Rights Reserved

                               2 of 2 DOCUMENTS

                               {OUTLET}

                         September 11, 2019 Wednesday

{SECOND_TITLE}

BYLINE: Lim Da-eun

LENGTH: 66 words

{SECOND[0]}

{SECOND[1]}

{SECOND[2]}

LOAD-DATE: September 12, 2019
"""

FACTIVA = (
    ("SE", "National"),
    ("HD", TITLE),
    ("BY", "By Han So-yeon"),
    ("WC", "62 words"),
    ("PD", "10 September 2019"),
    ("SN", OUTLET),
    ("SC", "KORHER"),
    ("LA", "English"),
    ("CY", "(c) 2019 Herald Corporation"),
    ("LP", BODY[0]),
    ("TD", "\n".join(BODY[1:])),
    ("AN", "Document KORHER0020190910ef9a0000b"),
)
FACTIVA_SECOND = (
    ("HD", SECOND_TITLE),
    ("BY", "By Lim Da-eun"),
    ("WC", "66 words"),
    ("PD", "11 September 2019"),
    ("SN", OUTLET),
    ("LP", SECOND[0]),
    ("TD", "\n".join(SECOND[1:])),
)


def factiva() -> bytes:
    """A text of two articles with Factiva's codes."""
    lines = [f"{code}   {value}" for code, value in FACTIVA[:-1]]
    lines += ["Document KORHER0020190910ef9a0000b", ""]
    lines += [f"{code}   {value}" for code, value in FACTIVA_SECOND]
    lines += ["Document KORHER0020190911ef9b0000c", ""]
    return "\n".join(lines).encode()


FACTIVA_PLAIN = f"""National
{TITLE}
By Han So-yeon
62 words
10 September 2019
14:05
{OUTLET}
KORHER
English
(c) 2019 Herald Corporation

{BODY[0]}

{BODY[1]}

{BODY[2]}

Document KORHER0020190910ef9a0000b

{SECOND_TITLE}
66 words
11 September 2019
{OUTLET}
KORHER
English
(c) 2019 Herald Corporation

{SECOND[0]}

{SECOND[1]}

{SECOND[2]}

Document KORHER0020190911ef9b0000c
"""

PROQUEST = f"""____________________________________________________________

Title: {TITLE}

Author: Han So-yeon

Abstract: A complaint to the World Trade Organization.

Full text: {BODY[0]}

{BODY[1]}

{BODY[2]}

Subject: International trade

Publication title: {OUTLET}

Publication date: Sep 10, 2019

Document URL: https://www.example.com/docview/1

____________________________________________________________

Title: {SECOND_TITLE}

Author: Lim Da-eun

Full text: {SECOND[0]}

{SECOND[1]}

{SECOND[2]}

Publication title: {OUTLET}

Publication date: Sep 11, 2019
"""


def rtf(*paragraphs: str) -> bytes:
    """A rich text of paragraphs; by default of the article."""
    parts = paragraphs or (OUTLET, TITLE, "By Han So-yeon", "September 10, 2019", *BODY)
    body = "\\par\n\\par\n".join(part.replace("\n", "\\line ") for part in parts)
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\f0 " + body + "}").encode()


def pdf_of(articles: Sequence[Sequence[str]], *, columns: int = 1, head: bool = True) -> bytes:
    """A PDF file: of each article the first line is its headline; each begins on a page.

    ``head`` puts a running head and the page's number on every page.
    """
    from fpdf import FPDF

    class Pages(FPDF):
        def header(self) -> None:
            if head:
                self.set_font("Helvetica", size=8)
                self.text(20, 10, "Clippings on trade, autumn 2019")
                self.text(100, 290, f"Page {self.page_no()} of 9")

    pages = Pages(format="A4")
    pages.set_creation_date(datetime(2020, 1, 1))
    pages.set_auto_page_break(True, margin=20)
    for title, *paragraphs in articles:
        pages.add_page()
        pages.set_y(20)
        pages.set_font("Helvetica", "B", 18)
        pages.multi_cell(0, 8, title, align="L", new_x="LMARGIN", new_y="NEXT")
        pages.set_font("Helvetica", size=11)
        with pages.text_columns(ncols=columns, gutter=8, text_align="L") as area:
            for paragraph in paragraphs:
                with area.paragraph(bottom_margin=3) as part:
                    part.write(paragraph)
    return bytes(pages.output())


def pdf() -> bytes:
    """A PDF file of one article."""
    return pdf_of([[TITLE, "By Han So-yeon", "September 10, 2019", *BODY]])


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def xls() -> bytes:
    """An old workbook, kept as a file because nothing that is still cared for writes one."""
    return (FILES / "press.xls").read_bytes()


@cache
def samples() -> dict[str, bytes]:
    """One file of each format, by name."""
    plain = {
        "story.txt": text(),
        "two.txt": two_texts(),
        "story.md": markdown(),
        "page.html": page(),
        "page.mhtml": mhtml(),
        "rows.csv": csv_file(),
        "rows.tsv": csv_file(delimiter="\t"),
        "rows.json": json_file(),
        "rows.jsonl": json_lines(),
        "rows.xlsx": sheet(),
        "rows.xls": xls(),
        "feed.rss": rss(),
        "feed.atom": atom(),
        "story.docx": docx_file(),
        "nexis.docx": docx_of(NEXIS_NEW),
        "nexis.txt": NEXIS_OLD.encode(),
        "factiva.txt": factiva(),
        "factiva.rtf": rtf(*FACTIVA_PLAIN.split("\n\n")),
        "proquest.txt": PROQUEST.encode(),
        "story.rtf": rtf(),
        "story.pdf": pdf(),
        "nexis.pdf": pdf_of([NEXIS_NEW[1:17], NEXIS_NEW[17:]]),
    }
    return {**plain, "press.zip": zipped({f"in/{name}": data for name, data in plain.items()})}
