"""Invented mails to measure with: everyday reports as MIME, and the few that are as bad as mail gets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

BOX = "incidents@osborne.example"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = START + timedelta(days=1)  # when all of them have arrived
_GIVEN = ("Tess", "Noor", "Ida", "Finn", "Asha", "Leo", "Sian", "Hugh", "Mara", "Owen", "Zofia", "Kit")
_FAMILY = (
    "Abara",
    "Whitlock",
    "Kowalczyk",
    "Adair",
    "Penrose",
    "Trevena",
    "Lindgren",
    "Okafor",
    "Bassi",
    "Holt",
)
_STORIES = (
    ("Email to the wrong parent", "This morning at about 8.40 I sent the reading list of Maple class to the wrong"
     " parent, {n} names with their reading ages. I rang them and they say that they deleted it."),
    ("Lost memory stick", "I cannot find the memory stick that I use at home. The last time I had it was yesterday"
     " after the staff meeting in room {n}. It has the photos of the trip on it, and I do not think it is encrypted."),
    ("Letter put into the wrong envelope", "The office put a letter about free meals into the wrong envelope on Monday;"
     " family no. {n} opened it and brought it back. We have it here in the safe and no copy was made."),
    ("Strange link opened", "I opened a link in a mail that said my mailbox was full and typed my password ({n} minutes"
     " ago). I have changed the password since. Nothing else looks odd, but I wanted to tell somebody."),
    ("Cupboard left open", "The cupboard with the medical forms of year {n} stood open over the weekend. The caretaker"
     " locked it this morning. As far as I can see all folders are still there."),
)  # fmt: skip
_END = (
    "\n\nPlease tell me if there is anything else that I should do. I am in class until noon and can be reached in the"
    " staff room after that.\n\nKind regards\n{name}\n"
)
_FOOT = (
    "\nThis email and its attachments are for the addressee only. If you have received it in error please delete it"
    " and tell the sender. Views are the writer's own. Registered in England and Wales, company number {n}.\n"
)
_HTML = (
    '<html><head><style>p.MsoNormal {{margin:0cm;font-family:"Calibri",sans-serif}}</style></head><body lang="EN-GB">'
    '<div class="WordSection1">{paragraphs}</div></body></html>'
)
_WAY = (
    "from LO2P.mail.example ({n}.3.1.9) by CWXP.mail.example ({n}.3.2.7) with Microsoft SMTP Server (version=TLS1_2,"
    " cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8200.{n}; Mon, 2 Mar 2026 09:00:0{d} +0000"
)


def report(number: int) -> bytes:
    """An everyday report: three in four with HTML, one in four with a small file."""
    mail = _headed(number)
    subject, story = _STORIES[number % len(_STORIES)]
    mail["Subject"] = f"{subject} ({number})"
    text = story.format(n=number % 30 + 3) + _END.format(name=mail["From"].split(" <")[0])
    text += _FOOT.format(n=number % 90 + 10)
    mail.set_content(text)
    if number % 4:
        paragraphs = "".join(f'<p class="MsoNormal">{line or "&nbsp;"}</p>' for line in text.split("\n"))
        mail.add_alternative(_HTML.format(paragraphs=paragraphs), subtype="html")
    if number % 4 == 1:
        content = (f"Row {number};" * 3000).encode()
        mail.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=f"list-{number}.csv"
        )
    return mail.as_bytes()


def reports(count: int, start: int = 0) -> Iterator[bytes]:
    """So many different reports."""
    return (report(number) for number in range(start, start + count))


def sender(number: int) -> str:
    """One of 7,200 colleagues, so that nobody's mails count as a flood."""
    given, family = _GIVEN[number % 12], _FAMILY[number // 12 % 10]
    school = ("hill", "brook")[number % 2]
    return f"{given} {family} <{given.lower()}.{family.lower()}{number // 120 % 60}@{school}.osborne.example>"


def worst() -> dict[str, bytes]:
    """The mails that cost most, by what makes them so."""
    return {
        "400 Cc": _many_cc(),
        "60 levels": _nested(60),
        "300 kB line": _long_line(),
        "8 MB HTML": _much_html(),
    }


def _headed(number: int) -> EmailMessage:
    mail = EmailMessage()
    for hop in range(5):
        mail["Received"] = _WAY.format(n=number % 200 + 10 + hop, d=hop)
    mail["Authentication-Results"] = "spf=none; dkim=none; dmarc=none; compauth=pass reason=130"
    mail["X-MS-Exchange-Organization-AuthAs"] = "Internal"
    mail["X-MS-Exchange-Organization-SCL"] = "-1"
    mail["Thread-Topic"] = f"Report {number}"
    mail["Thread-Index"] = f"Adq{number:08d}Ux0kQ=="
    mail["From"] = sender(number)
    mail["To"] = f"Security Incidents <{BOX}>"
    mail["Date"] = format_datetime(START + timedelta(minutes=number % 400))
    mail["Message-ID"] = f"<bench-{number}@hill.osborne.example>"
    return mail


def _plain(number: int, subject: str, text: str) -> EmailMessage:
    mail = _headed(number)
    mail["Subject"] = subject
    mail.set_content(text, cte="8bit")
    return mail


def _many_cc() -> bytes:
    mail = _plain(900_001, "Class list sent to all", "I sent the class list to everybody, see the Cc line.")
    mail["Cc"] = ", ".join(f"Person Number {n} <person{n}@homepost.example>" for n in range(400))
    return mail.as_bytes()


def _nested(levels: int) -> bytes:
    mail = _plain(900_002, "Forwarded many times", "I think this list should not have been sent.")
    for level in range(levels):
        outer = _headed(900_010 + level)
        outer["Subject"] = f"FW: level {level}"
        outer.set_content(f"See below, {level}.")
        outer.add_attachment(mail)
        mail = outer
    return mail.as_bytes()


def _long_line() -> bytes:
    text = "I sent this to the wrong person: " + "name, date of birth; " * 15_000
    return _plain(900_003, "One line", text[:300_000]).as_bytes()


def _much_html() -> bytes:
    mail = _plain(900_004, "A table", "The list I sent by mistake is below.")
    row = "<tr><td style='border:1px solid #999'>Pupil {n}</td><td><b>Class {n}</b></td></tr>\n"
    rows, size, number = [], 0, 0
    while size < 8_000_000:
        rows.append(row.format(n=number))
        size, number = size + len(rows[-1]), number + 1
    mail.add_alternative(f"<html><body><table>{''.join(rows)}</table></body></html>", subtype="html")
    return mail.as_bytes()
