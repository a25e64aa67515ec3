"""Mails with planted identities: for each what must not get through and what must. Built anew from parts;
nobody is real.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from bot.mail.message import Address, Attachment, MemoryBlob, Message
from tests.anonymity import attacks, files
from tests.anonymity.people import DOMAIN, PEOPLE, Reporter

TO = (Address("speakup@osborne.example", "Speak up"),)
FACT = (
    "On Monday 4 May a list with the SEN needs of 34 pupils lay open on the printer in the "
    "main hall until noon. Dan Petrov had printed it."
)
FACTS = ("Monday 4 May", "SEN needs of 34 pupils", "printer in the main hall", "Dan Petrov")


@dataclass(frozen=True)
class Planted:
    """A mail, the strings that must not get out, the facts that must, and whether holding a file is right."""

    name: str
    group: str
    reporter: Reporter
    message: Message
    leaks: tuple[str, ...]
    facts: tuple[str, ...] = FACTS
    may_hold: bool = False


@dataclass
class _Maker:
    person: Reporter
    made: list[Planted] = field(default_factory=list)

    def add(
        self,
        name: str,
        group: str,
        text: str = FACT,
        *,
        leaks: tuple[str, ...] = (),
        facts: tuple[str, ...] = FACTS,
        may_hold: bool = False,
        **more: object,
    ) -> None:
        person = self.person
        values: dict[str, object] = {
            "sender": person.sender,
            "to": TO,
            "subject": "A list on the printer",
            "text": text,
            **more,
        }
        always = (person.full, person.address, *leaks)
        self.made.append(
            Planted(f"{name} / {person.full}", group, person, Message(**values), always, facts, may_hold)
        )  # type: ignore[arg-type]


def _initials(p: Reporter) -> str:
    return p.first[0] + p.last[0]


def _surname(p: Reporter) -> str:
    return p.last


def headers(m: _Maker) -> None:
    """Everything in the head of the mail; none of it may be used."""
    p = m.person
    machine = f"LAPTOP-{p.last.upper()[:5]}7"
    rows = (
        ("Return-Path", f"<{p.address}>"),
        (
            "Received",
            f"from {machine} ([192.168.14.77]) (Authenticated sender: {p.address}) by mx.{DOMAIN}; "
            f"Mon, 4 May 2026 10:00:00 +0100",
        ),
        ("X-Originating-IP", "[203.0.113.77]"),
        ("Organization", f"{p.full} at home"),
        ("Disposition-Notification-To", p.address),
        ("Thread-Index", base64.b64encode(p.full.encode()).decode()),
    )
    m.add(
        "headers",
        "header",
        leaks=(machine, "192.168.14.77", "203.0.113.77"),
        headers=rows,
        message_id=f"<abc.{p.local}@{machine}>",
        reply_to=(Address(f"{p.local}@home.example", p.full),),
    )
    m.add(
        "subject",
        "header",
        subject=f"SEN list on printer ({p.full})",
        leaks=(p.last,) if p.last not in ("Page", "Lamb") else (),
    )
    m.add(
        "computer in the text",
        "header",
        text=f"{FACT}\n\nThe log says {machine} 192.168.14.77 opened it.",
        leaks=(machine, "192.168.14.77"),
        headers=rows,
    )
    m.add("copy to self", "header", cc=(p.sender, Address("d.petrov@greenfield.example", "Dan Petrov")))
    m.add(
        "on behalf",
        "header",
        actual_sender=Address("p.assistant@greenfield.example", "Perpetua Assington"),
        text=f"{FACT}\n\nPerpetua Assington",
        leaks=("Perpetua", "Assington"),
    )


def signatures(m: _Maker) -> None:
    """Signatures, sign-offs, footers."""
    p = m.person
    strong = (p.phone, p.job) + ((p.room,) if " " in p.room else ())
    full = f"{p.full}\n{p.job} | {p.department}\n{p.room}\nT: {p.phone} ext 4127\nE: {p.address}"
    names = (p.first,) if p.first not in ("Mark", "Jo") else ()
    m.add("signature after closing", "signature", f"{FACT}\n\nKind regards,\n\n{full}", leaks=strong + names)
    m.add(
        "signature after dashes",
        "signature",
        f"{FACT}\n\n-- \n{full}\n\nThis email is confidential and intended for the recipient only.",
        leaks=strong + names,
    )
    m.add("signature without closing", "signature", f"{FACT}\n\n{full}", leaks=strong + names)
    m.add("first name only", "signature", f"Dear Kate,\n\n{FACT}\n\nThanks\n{p.first}", leaks=names)
    m.add("inline sign-off", "signature", f"{FACT}\n\nMany thanks, {p.first}", leaks=names)
    m.add("nickname", "signature", f"Hi,\n\n{FACT}\n\nCheers\n{p.nick}", leaks=(p.nick,))
    m.add("nickname without closing", "signature", f"{FACT}\n\n{p.nick} x", leaks=(p.nick,))
    m.add("initials", "signature", f"{FACT}\n\nRegards\n\n{_initials(p)}", leaks=(f"\n{_initials(p)}",))
    m.add("dash name", "signature", f"{FACT}\n\n- {p.first}", leaks=tuple(f"- {n}" for n in (p.first,)))
    m.add("device", "signature", f"{FACT}\n\nSent from {p.first}'s iPhone", leaks=(f"{p.first}'s",))
    m.add(
        "ps behind the signature",
        "signature",
        f"{FACT}\n\nBest wishes\n{p.full}\n{p.job}\n\nPS: the list is still in the tray next to the kitchen.",
        leaks=(*names, p.job),
        facts=(*FACTS, "still in the tray next to the kitchen"),
    )
    m.add("german closing", "signature", f"{FACT}\n\nMit freundlichen Grüßen\n{p.full}", leaks=names)
    m.add(
        "yours",
        "signature",
        f"Dear Sir or Madam,\n\n{FACT}\n\nYours faithfully,\n\n{p.title} {p.last}\n{p.job}, Greenfield Academy",
        leaks=(p.job, f"{p.title} {p.last}"),
    )
    table = (
        f"<table><tr><td><b>{p.full}</b></td></tr><tr><td>{p.job}</td></tr><tr><td>{p.room} "
        f"&nbsp; <a href='tel:{p.phone}'>{p.phone}</a></td></tr><tr><td><a "
        f"href='mailto:{p.address}'>{p.address}</a></td></tr></table>"
    )
    m.add(
        "html table",
        "signature",
        html=f"<html><body><p>{FACT}</p><p>Kind regards</p>{table}</body></html>",
        leaks=strong + names,
    )
    m.add(
        "pgp key",
        "signature",
        f"{FACT}\n\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n"
        f"{base64.b64encode((p.full * 9).encode()).decode()}\n-----END PGP PUBLIC KEY BLOCK-----",
        leaks=("BEGIN PGP",),
    )


def bodies(m: _Maker) -> None:
    """The reporter's strings within the text."""
    p = m.person
    odd = p.first not in ("Mark", "Jo")
    surname = (p.last,) if p.last not in ("Page", "Lamb") else (f"{p.first} {p.last}",)
    m.add(
        "self-introduction",
        "text",
        f"Dear Kate,\n\nI'm {p.first}, the {p.rare} teacher. {FACT}",
        leaks=((p.first,) if odd else ()) + (f"{p.rare} teacher",),
    )
    m.add(
        "name and clause", "text", f"My name is {p.full} and I work in {p.department}. {FACT}", leaks=surname
    )
    m.add("this is", "text", f"Hello, this is {p.first} {p.last} from {p.department}. {FACT}", leaks=surname)
    m.add(
        "here",
        "text",
        f"{p.first} here ({p.room}). {FACT}",
        leaks=((p.first,) if odd else (f"{p.first} here",)),
    )
    m.add(
        "phone in text",
        "text",
        f"{FACT} You can call me on {p.phone.replace(' ', '')} or {p.phone}.",
        leaks=(p.phone, p.phone.replace(" ", "")),
    )
    m.add(
        "spelled address",
        "text",
        f"{FACT} Write to {p.local.replace('.', ' dot ')} at greenfield dot example.",
        leaks=(f"{p.local.replace('.', ' dot ')} at greenfield",),
    )
    m.add(
        "percent",
        "text",
        f"{FACT} See http://files.example/list?user={quote(p.address, safe='')}&n=2",
        leaks=(quote(p.address, safe=""),),
        facts=(*FACTS, "files.example/list"),
    )
    m.add(
        "base64",
        "text",
        f"{FACT} Token {base64.b64encode(p.full.encode()).decode()} was on it.",
        leaks=(base64.b64encode(p.full.encode()).decode(),),
    )
    m.add(
        "entities",
        "text",
        f"{FACT} It said " + "".join(f"&#{ord(c)};" for c in p.full) + ".",
        leaks=("".join(f"&#{ord(c)};" for c in p.last),),
    )
    m.add(
        "zero width",
        "text",
        f"{FACT} It said {p.first}\u200b {p.last[:3]}\u200b{p.last[3:]}.",
        leaks=(p.last[:3] + "\u200b" + p.last[3:],),
    )
    m.add(
        "homoglyph",
        "text",
        f"{FACT} It said "
        + p.full.replace("o", "\u043e").replace("e", "\u0435").replace("a", "\u0430")
        + ".",
        leaks=(p.full.replace("o", "\u043e").replace("e", "\u0435").replace("a", "\u0430"),),
    )
    m.add(
        "spaced",
        "text",
        f"{FACT} My name is {' '.join(p.first)} {' '.join(p.last)}.",
        leaks=(" ".join(p.last),),
    )
    m.add(
        "login",
        "text",
        f"{FACT} The log shows GREENFIELD\\{p.local} at 10:14.",
        leaks=(p.local,),
        facts=(*FACTS, "10:14"),
    )
    m.add(
        "onedrive",
        "text",
        f"{FACT} The file: https://greenfield-my.sharepoint.com/personal/"
        f"{p.local.replace('.', '_')}_greenfield_example/Documents/list.xlsx?e=4x",
        leaks=(p.local.replace(".", "_"), "personal/"),
    )
    safe = (
        f"https://eur01.safelinks.protection.outlook.com/?url="
        f"{quote('https://evil.example/login', safe='')}&data=05%7C01%7C"
        f"{quote(p.address, safe='')}%7Cabc&reserved=0"
    )
    m.add(
        "safelinks",
        "text",
        f"{FACT} The link was {safe}",
        leaks=("safelinks", quote(p.address, safe="")),
        facts=(*FACTS, "evil.example/login"),
    )
    m.add(
        "mention",
        "text",
        html=f'<p>{FACT}</p><p><a id="OWAAM123" href="mailto:{p.address}">@{p.full}</a> saw it too.</p>',
        leaks=surname,
    )
    m.add(
        "hidden html",
        "text",
        html=(
            f'<html><head><title>{p.full}</title><meta name="author" '
            f'content="{p.full}"></head><body><!-- {p.full} --><div '
            f'style="display:none">{p.full}</div><p title="{p.full}">{FACT}</p><img alt="{p.full}" '
            f'src="cid:{p.local}"></body></html>'
        ),
        leaks=surname,
    )
    m.add("other plain part", "text", text=f"{FACT}\n\n{p.full}", html=f"<p>{FACT}</p>", leaks=surname)
    m.add(
        "third-person quote",
        "text",
        f'{FACT} Dan then said "{p.first}, you worry too much" and left.',
        leaks=((p.first,) if odd else (f"{p.first}, you",)),
    )
    m.add(
        "reversed name",
        "text",
        f"{FACT} The sheet was signed {p.last}, {p.first}.",
        leaks=(f"{p.last}, {p.first}",),
    )
    m.add("capitals", "text", f"{FACT} THE SHEET SAID {p.full.upper()} ON TOP.", leaks=(p.full.upper(),))
    m.add(
        "title and surname",
        "text",
        f"{FACT} The pupil told him that {p.title} {p.last} had seen it.",
        leaks=(f"{p.title} {p.last}",),
    )


def others(m: _Maker) -> None:
    """Names and words that are not the reporter's and must stay."""
    p = m.person
    m.add(
        "namesake by first name",
        "others",
        f"{FACT} {p.first} Marchbanks took a copy home.",
        facts=(*FACTS, f"{p.first} Marchbanks took a copy home"),
    )
    m.add(
        "namesake by surname",
        "others",
        f"{FACT} Leonora {p.last} took a copy home.",
        facts=(*FACTS, f"Leonora {p.last} took a copy home"),
    )
    if p.first != "Jo":  # a first name of both sexes tells nothing
        kept = f"{p.other_title} {p.last} took a copy home"
        m.add("namesake by title", "others", f"{FACT} {kept}.", facts=(*FACTS, kept))
    m.add(
        "longer name",
        "others",
        f"{FACT} {p.first} {p.last}axe took a copy home.",
        facts=(*FACTS, f"{p.first} {p.last}axe took a copy home"),
        leaks=(),
    )
    m.add(
        "mark sheet",
        "others",
        f"{FACT} The mark sheet on page 14 names a lamb in the school farm. Will you mark page 3?",
        facts=(*FACTS, "mark sheet on page 14", "lamb in the school farm", "mark page 3"),
    )
    m.add(
        "others' contact",
        "others",
        f"{FACT} The caller used 01632 960001 and wrote from refunds@parcel-desk.example. Mrs "
        f"Hart (r.hart@greenfield.example) rang back.",
        facts=(
            *FACTS,
            "01632 960001",
            "refunds@parcel-desk.example",
            "Mrs Hart",
            "r.hart@greenfield.example",
        ),
    )
    m.add(
        "street",
        "others",
        f"{FACT} It was found in {p.last} Road by a parent.",
        facts=(*FACTS, f"{p.last} Road"),
    )


def forwards(m: _Maker) -> None:
    """Evidence below: the other side's lines stay, the reporter's go."""
    p = m.person
    bait = (
        "Dear colleague,\nyour payroll account is locked. Confirm at "
        "http://payroll-check.example/verify before 5 pm.\nPayroll Team"
    )
    kept = ("payroll-check.example", "pay@payroll-check.example", "payroll account is locked", "before 5 pm")
    block = (
        f"From: Payroll Desk <pay@payroll-check.example>\nSent: 3 May 2026 09:12\nTo: {p.full} "
        f"<{p.address}>\nSubject: Your account, {p.first}\n\n{bait}"
    )
    odd = (p.first,) if p.first not in ("Mark", "Jo") else ()
    m.add(
        "outlook forward",
        "forward",
        f"I got this and clicked it.\n\n{p.first}\n\n{block}",
        subject="FW: Your account",
        facts=kept,
        leaks=odd,
    )
    m.add(
        "gmail forward",
        "forward",
        f"Got this today.\n\n---------- Forwarded message ---------\n{block.replace('Sent:', 'Date:')}",
        subject="Fwd: Your account",
        facts=kept,
        leaks=odd,
    )
    m.add(
        "quoted own mail",
        "forward",
        f"{FACT}\n\nOn 2 May 2026 at 10:00, {p.full} <{p.address}> wrote:\n> Hello,\n> my "
        f"timetable is attached.\n> {p.first}\n> {p.job}",
        leaks=(p.job, *odd),
    )
    m.add(
        "german attribution",
        "forward",
        f"{FACT}\n\nAm 02.05.2026 um 10:00 schrieb {p.full} <{p.address}>:\n> alte Nachricht\n> {p.phone}",
        leaks=(p.phone, *odd),
    )
    m.add(
        "wrong recipient sent by self",
        "forward",
        f"I sent this to the wrong parent.\n\n-----Original Message-----\nFrom: {p.full} "
        f"<{p.address}>\nSent: 3 May 2026 11:00\nTo: J Parent <jp77@mail.example>\nSubject: "
        f"Report\n\nDear Mrs Blake, the speech therapy report for your son is attached.\n\nKind "
        f"regards\n{p.full}\n{p.job}",
        subject="FW: Report",
        facts=("wrong parent", "jp77@mail.example", "speech therapy report"),
        leaks=(p.job, *odd),
    )
    html = (
        f"<div>See below.</div><hr><div id='divRplyFwdMsg'><b>From:</b> Payroll Desk "
        f"&lt;pay@payroll-check.example&gt;<br><b>Sent:</b> 3 May 2026<br><b>To:</b> {p.full} "
        f"&lt;{p.address}&gt;<br><b>Subject:</b> Your account</div><div>Dear {p.full},<br>your "
        f"payroll account is locked. Confirm before 5 pm at <a "
        f"href='http://payroll-check.example/verify?u={p.address}'>this page</a>.</div>"
    )
    m.add("html forward", "forward", html=html, subject="FW: Your account", facts=kept, leaks=odd)


CLUES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # text with {rare}; what must go; what must stay beyond FACTS
    ("As the only {rare} tutor I walk past the hall every day.", ("{rare}",), ()),
    ("I share an office with Dan, so I know his habits.", ("share an office",), ()),
    ("I was on late bus duty at the time.", ("late bus duty",), ()),
    ("I have worked here for nineteen years and never saw the like.", ("nineteen years",), ()),
    ("My Year 4 class walked past it.", ("Year 4 class",), ("walked past it",)),
    ("My daughter in 7B could have seen it.", ("daughter", "7B"), ()),
    ("I teach {rare} on Mondays, that is why I was there.", ("{rare}",), ()),
    ("Since I joined in 2009 this has happened twice.", ("joined in 2009",), ("has happened twice",)),
    ("I'm the only person with a key to that cupboard.", ("only person with a key",), ()),
    ("As I told you in my appraisal in March, he is careless.", ("appraisal",), ()),
    (
        "As head of {rare} I complained about the printer in April.",
        ("{rare}",),
        ("complained about the printer",),
    ),
    ("My line manager, Dan, has known for weeks.", ("line manager",), ()),
    (
        "I was covering period 5 in the gym when a pupil brought a second copy.",
        ("covering period 5",),
        ("a pupil brought a second copy",),
    ),
    ("Nobody except me was in the building after six.", ("except me",), ()),
    ("I run the {rare} club on Thursdays.", ("{rare}",), ()),
    ("My office next to the boiler room was unlocked too.", ("boiler room",), ()),
    ("I'm new here and part-time, so I did not know whom to ask.", ("new here",), ()),
    (
        "When I returned from maternity leave the list was still there.",
        ("maternity leave",),
        ("the list was still there",),
    ),
    ("As a governor and a parent I find this worrying.", ("governor",), ()),
    ("I sit opposite Dan in the music office.", ("sit opposite",), ()),
    (
        "In my twelve years at Greenfield nobody has locked that printer.",
        ("twelve years",),
        ("nobody has locked that printer",),
    ),
    ("My husband, who is a parent governor, saw it as well.", ("husband", "parent governor"), ()),
    ("I was the last to leave the building that evening.", ("last to leave",), ()),
    ("During my PPA on Tuesday I saw the list again.", ("my PPA",), ("saw the list again",)),
    ("You interviewed me for this job in January, so you know that I'm careful.", ("interviewed me",), ()),
    ("Being the staff union rep, I have to mention this.", ("union rep",), ()),
    ("Only I and the caretaker have the code for the copier.", ("Only I",), ()),
    ("I cycle to work past the bins, where I found a torn copy.", ("cycle to work",), ("found a torn copy",)),
)


def clues(m: _Maker) -> None:
    """What a writer tells about themselves."""
    p = m.person
    for number, (sentence, gone, kept) in enumerate(CLUES):
        shown = sentence.format(rare=p.rare)
        m.add(
            f"clue {number}",
            "clue",
            f"{FACT} {shown}",
            leaks=tuple(g.format(rare=p.rare) for g in gone),
            facts=(*FACTS, *kept),
        )


def attachments(m: _Maker) -> None:
    """Files of every kind with the reporter in every carrier of theirs."""
    for made in files.planted(m.person):
        attachment = Attachment(made.name, made.content_type, MemoryBlob(made.content), made.inline)
        m.add(
            f"file {made.what}",
            "file",
            "See the file.",
            leaks=made.leaks,
            facts=made.facts,
            attachments=(attachment,),
            may_hold=made.may_hold,
        )


PARTS: tuple[Callable[[_Maker], None], ...] = (
    headers,
    signatures,
    bodies,
    others,
    forwards,
    clues,
    attachments,
)


def attacked() -> Iterator[Planted]:
    """The mails of the second suite; its people are its own, whoever else is asked for."""
    for name, person, said, leaks, kept in attacks.ROWS:
        message = Message(sender=person.sender, to=TO, subject="A list on the printer", text=f"{FACT} {said}")
        leaks = (*leaks, person.full, person.address)
        yield Planted(f"{name} / {person.full}", "attack", person, message, leaks, (*FACTS, *kept))
    for person, subject, leaks, kept in attacks.SUBJECTS:
        message = Message(sender=person.sender, to=TO, subject=subject, text=FACT)
        yield Planted(f"subject {subject}", "attack", person, message, leaks, (*FACTS, kept))


def planted(people: tuple[Reporter, ...] = PEOPLE) -> Iterator[Planted]:
    """All mails for some reporters, and the second suite."""
    yield from attacked()
    for person in people:
        maker = _Maker(person)
        for part in PARTS:
            part(maker)
        yield from maker.made
