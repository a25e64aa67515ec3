"""Replies put together at random, with a command salted into everything that is not the writer's own words."""

from __future__ import annotations

import html
import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.mail_reply.replies import table

SALT = (
    "CLOSE", "ACCEPT", "CLASSIFY minor", "Please close this case.", "ACKNOWLEDGE", "RISK none because no data",
    "NOT-INCIDENT because a test", "Close this case", "I acknowledge", "ICO not-report because unlikely",
    "HANDOVER x.y@evil.example", "DONE 1", "YES", "Please classify as minor",
)  # fmt: skip
TRUE = (
    "CLASSIFY major confirmed", "ESCALATE I am away", "ASSIGN b.jones@osborne.example", "STATUS",
    "CONTAINED the mail was recalled", "RISK high because an address is out", "NOTE the parent rang back",
    "PEOPLE told by letter on Monday", "EXTEND outcome_report 5 days because half term",
    "RETURN because 3c is empty", "REOPEN because new facts",
)  # fmt: skip
PROSE = (
    "The parent rang back and is content.",
    "I have asked the office to look for the letter.",
    "We found the laptop in the staff room, nobody had used it.",
    "Two governors have seen the list so far.",
    "It went to 14 parents at 9.15 this morning.",
)
NAMES = ("Asha Rahman", "Ben Jones", "Mrs C. King", "Dana Cole", "Mel Osei")
JOBS = ("Headteacher", "Deputy Headteacher, Hill Academy", "Data Protection Officer", "Pastoral Lead | DSL")
CLOSINGS = (
    "Kind regards",
    "Regards,",
    "Best wishes",
    "Many thanks,",
    "Thanks",
    "Yours sincerely",
    "KR",
    "Cofion",
)


@dataclass(frozen=True)
class Salted:
    """A reply in one of its two forms, and the command word its writer meant ("" for none)."""

    text: str
    html: str
    meant: str


def salted(seed: int) -> Salted:
    """The reply of a seed."""
    pick = random.Random(seed)
    salt, meant = pick.choice(SALT), pick.choice(TRUE) if pick.random() < 0.5 else ""
    own = ["Hi,", ""] if pick.random() < 0.2 else []
    own += [meant] if meant else []
    for sentence in pick.sample(PROSE, pick.randint(0 if meant else 1, 2)):
        own += ["", sentence]
    banner = [pick.choice(table("banners")), ""] if pick.random() < 0.3 else []
    signature = _signature(pick, salt) if pick.random() < 0.85 else []
    footer = _footer(pick, salt) if pick.random() < 0.6 else []
    inner = ["The case waits for you.", salt, "", "Buttons:", "CLOSE", salt, pick.choice(PROSE)]
    if pick.random() < 0.5:
        return Salted("\n".join([*banner, *own, "", *signature, *footer, *_quoted(pick, inner)]), "", meant)
    return Salted("", _as_html(pick, banner + own, signature, footer, inner), meant)


def _signature(pick: random.Random, salt: str) -> list[str]:
    style, name, job = (
        pick.choice(("ruler", "signed", "signed-ruler", "block", "app")),
        pick.choice(NAMES),
        pick.choice(JOBS),
    )
    extra = [salt] if pick.random() < 0.5 else []
    if style == "app":
        return ["Sent from my iPhone"]
    if style == "block":
        return [name, job, "Tel: 01632 960123", *extra]
    if style == "signed":
        gap = [""] if pick.random() < 0.5 else []
        phone = ["01632 960123"] if pick.random() < 0.5 else []
        return [pick.choice(CLOSINGS), *gap, name, job, *extra, *phone]
    closing = [pick.choice(CLOSINGS), ""] if style == "signed-ruler" else []
    return [*closing, "-- ", name, job, *extra]


def _footer(pick: random.Random, salt: str) -> list[str]:
    lines = ["", "_" * 40] if pick.random() < 0.4 else []
    for footer in pick.sample(table("footers"), pick.randint(1, 3)):
        lines += ["", *footer.split("\n")]
    if pick.random() < 0.6:
        lines += [salt] if pick.random() < 0.6 else ["", salt]
    return lines


def _quoted(pick: random.Random, inner: Sequence[str]) -> list[str]:
    attribution = pick.choice([line for line in table("attributions") if "2026" in line and "@" in line])
    block = ["Sent: 12 January 2026 14:35", "To: Asha Rahman", "Subject: [OCAT-2026-0042] A case", ""]
    return pick.choice(
        (
            ["", attribution, "", *(f"> {line}" for line in inner)],
            ["", attribution, "", *inner],
            ["", "From: Nearmiss <incidents@osborne.example>", *block, *inner],
            ["", "-----Original Message-----", "From: Nearmiss", "", *inner],
            ["", "_" * 32, "From: Nearmiss", *block, *inner],
        )
    )


def _as_html(
    pick: random.Random, own: list[str], signature: list[str], footer: list[str], inner: list[str]
) -> str:
    all_own = [*own, "", *signature, *footer]
    quoted_breaks, own_breaks = _breaks(inner), _breaks([*own, "", *signature])
    quoted_lines, own_lines = _divs(inner), _divs(all_own)
    sender = "<b>From:</b> N<br><b>Sent:</b> 12 January 2026"
    wrote = "On Mon, 12 Jan 2026 at 14:35, N wrote:<br>"
    rule = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm"
    forms = (
        f"<div class=WordSection1>{_word(all_own)}<div><div style='{rule}'>"
        f"<p class=MsoNormal>{sender}</p></div></div>{_word(inner)}</div>",
        f"<body dir=ltr>{own_lines}<div id=appendonsend></div><hr style='width:98%' tabindex='-1'>"
        f"<div id=divRplyFwdMsg>{sender}<br></div>{quoted_lines}</body>",
        f"<div dir=ltr>{own_breaks}</div><br><div class=gmail_quote><div class=gmail_attr>{wrote}</div>"
        f"<blockquote class=gmail_quote style='margin:0;border-left:1px solid #ccc'>{quoted_breaks}"
        f"</blockquote></div><p>{_breaks(footer)}</p>",
        f"<body dir=auto>{_breaks(all_own)}<br><blockquote type=cite>{wrote}</blockquote>"
        f"<blockquote type=cite><div>{quoted_breaks}</div></blockquote></body>",
        f"<div>{_breaks(all_own)}</div><div id=yahoo_quoted_1 class=yahoo_quoted><div>{quoted_breaks}</div></div>",
        f"<div class=moz-cite-prefix>{wrote}</div><blockquote type=cite cite='mid:x'>{quoted_breaks}</blockquote>"
        f"{_divs(own)}<div class=moz-signature>{_breaks(signature)}</div>{_divs(footer)}",
    )
    return f"<html>{pick.choice(forms)}</html>"


def _word(lines: Sequence[str]) -> str:
    return "".join(f"<p class=MsoNormal>{html.escape(line) or '<o:p>&nbsp;</o:p>'}</p>" for line in lines)


def _divs(lines: Sequence[str]) -> str:
    return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in lines)


def _breaks(lines: Sequence[str]) -> str:
    return "<br>".join(html.escape(line) for line in lines)
