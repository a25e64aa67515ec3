"""Absence notices: the first day back and who stands in, in the forms people write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.kinds.absence_dates import first_day_back
from bot.mail.kinds.automatic import absence
from bot.mail.kinds.signs import Signs
from bot.mail.kinds.stand_in import stand_in
from bot.mail.message import Message, ReadingContext
from bot.mail.mime import message_from_bytes

FRIDAY = date(2026, 12, 18)

DAYS = [
    ("i am out of the office until monday 4th january 2027.", "2027-01-04"),
    ("i am on leave until the 4th of january", "2027-01-04"),
    ("i'll be back on the 4th", "2027-01-04"),
    ("returning on monday 4 january 2027 at 9.00am", "2027-01-04"),
    ("i shall be back in school on tuesday, 5th january", "2027-01-05"),
    ("i am away from 21 december 2026 returning 4 january 2027", "2027-01-04"),
    ("i am away from friday 18th december and will return on monday 4th january", "2027-01-04"),
    ("on annual leave 21/12 - 01/01 inclusive", "2027-01-04"),
    ("my next working day is tuesday 22 december", "2026-12-22"),
    ("the school is closed from friday 18 december until tuesday 5 january", "2027-01-05"),
    ("school reopens on tuesday 5th january", "2027-01-05"),
    ("we re-open on 5/1/27", "2027-01-05"),
    ("i am on annual leave, back 05/01", "2027-01-05"),
    ("i will be out of the office starting 21/12/2026 and will not return until 04/01/2027.", "2027-01-04"),
    ("i am off until new year", None),
    ("i'm out of office till jan 4", "2027-01-04"),
    ("i am out of the office today (friday 18th december). i will respond on monday", "2026-12-21"),
    ("back monday", "2026-12-21"),
    ("i'm away this week and back next monday", "2026-12-21"),
    ("i am away for two weeks from 21 december", None),
    ("i work monday to wednesday. i am not in today and will pick up emails on monday", "2026-12-21"),
    ("i work monday to wednesday only.", None),
    ("i am on leave from 22/12 until the start of term", None),
    ("i return after the christmas break on 5th january 2027", "2027-01-05"),
    ("i will be returning to work in january", None),
    ("i'm on sick leave. phone 01632 960 123", None),
    ("i am currently on maternity leave until september 2027", None),
    ("i will be away until 9am on monday 21st december", "2026-12-21"),
    ("i am out of the office until wed 6 jan.", "2027-01-06"),
    ("i am away w/c 21st december", None),
    ("i am out of the office 21st-23rd december", "2026-12-24"),
    ("i am out of the office 21 and 22 december", "2026-12-23"),
    ("away until 4-jan-2027", "2027-01-04"),
    ("last day of leave is 3 january 2027", "2027-01-04"),
    ("i am away until after christmas", None),
    ("currently out of the office and back at my desk on 29.12.2026", "2026-12-29"),
    ("i left the trust on 11 december 2026", None),
    (
        "i am on leave now and will be back at work on 29 december; i will deal with your email then",
        "2026-12-29",
    ),
    ("i am at a conference until thursday", "2026-12-24"),
    ("out of the office: 18 dec 2026 to 3 jan 2027", "2027-01-04"),
    ("i'm on leave from monday 21st to thursday 24th december", "2026-12-25"),
    ("i will be back online on the 29th december", "2026-12-29"),
    ("i am on leave, returning tuesday 29th", "2026-12-29"),
    ("i will have limited access to email until the 4th.", "2027-01-04"),
    ("i am absent through january 3rd", "2027-01-04"),
    ("this office is closed until 08:30 on monday 4 january", "2027-01-04"),
    ("until 5.1.", "2027-01-05"),
    ("i am out of the office until 2nd week of january", None),
]

STAND_INS = [
    ("Please contact Ben Cole on b.cole@osborne.example", "b.cole@osborne.example"),
    ("For urgent matters, please ring Mrs Priya Nair on 01632 960111.", "Mrs Priya Nair"),
    ("In my absence please speak to the Deputy Head, Ben Cole.", "Ben Cole"),
    ("Ben Cole will be covering for me.", "Ben Cole"),
    ("Please contact my deputy Ben Cole.", "Ben Cole"),
    ("If your email is urgent please forward it to office@hill.example", "office@hill.example"),
    (
        "If you need an urgent response, Mel Okafor (m.okafor@osborne.example) is covering.",
        "m.okafor@osborne.example",
    ),
    ("I will reply on my return. Kind regards, Asha Rahman", ""),
    ("Mr Cole, Deputy Headteacher, is in charge during this time.", "Mr Cole"),
    ("Please direct any safeguarding concerns to Dan Hughes.", "Dan Hughes"),
    ("For anything urgent please contact the school office on 01632 960000.", ""),
    ("My colleague Kay Webb can help: kay.webb@osborne.example", "kay.webb@osborne.example"),
    ("Please contact:\nBen Cole\nb.cole@osborne.example", "b.cole@osborne.example"),
    ("Please email me again on my return.", ""),
    ("During this time, contact Asha's PA, Jo Lane, jo.lane@osborne.example.", "jo.lane@osborne.example"),
    ("Queries should be sent to Dr. Amara Obi until then.", "Dr Amara Obi"),
    ("Your email has been forwarded to Ben Cole.", "Ben Cole"),
    ("Contact Ben on b.cole@osborne.example or Cat on cat@osborne.example", "b.cole@osborne.example"),
    ("I am on leave. Please see Ben Cole (Deputy) in the first instance", "Ben Cole"),
    ("Alternatively, you can reach Helen O'Neill-Smith on ext 204.", "Helen O'Neill-Smith"),
    ("Cover is being provided by Sam Adeyemi.", "Sam Adeyemi"),
    ("Sam Adeyemi is my point of contact while I am away.", "Sam Adeyemi"),
    ("The acting headteacher is Ben Cole.", "Ben Cole"),
]


@pytest.mark.parametrize(("text", "back"), DAYS)
def test_first_day_back(text: str, back: str | None) -> None:
    found = first_day_back(text, FRIDAY)
    assert (found.isoformat() if found else None) == back


@pytest.mark.parametrize(("text", "who"), STAND_INS)
def test_who_stands_in(text: str, who: str) -> None:
    assert stand_in(text, ["a.rahman@osborne.example"]) == who


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.integers(1, 200))
def test_a_day_with_its_year_is_read_as_written(today: date, ahead: int) -> None:
    back = date.fromordinal(today.toordinal() + ahead)
    for text in (
        f"i am away until {back.day} {back:%B} {back.year}.".lower(),
        f"back on {back:%A} {back.day}th {back:%b} {back.year}".lower(),
        f"i return on {back:%d/%m/%Y}",
        f"returning {back.isoformat()}",
    ):
        assert first_day_back(text, today) == back


@given(st.text(max_size=300))
def test_no_text_is_an_error(text: str) -> None:
    first_day_back(text.lower(), FRIDAY)
    stand_in(text, [])


def notice(body: str, subject: str = "Automatic reply: x") -> Message:
    head = (
        f"From: Asha <a.rahman@osborne.example>\nSubject: {subject}\nDate: Fri, 18 Dec 2026 10:00:00"
        f" +0000\n\n"
    )
    return message_from_bytes((head + body).encode())


@pytest.mark.parametrize(
    ("body", "away"),
    [
        ("I am on annual leave until 4 January.", True),
        ("I am out of the office.", True),
        ("Please contact Ben Cole on b.cole@osborne.example.", True),
        ("I have left the trust.", True),
        ("We have received your e-mail and will answer within two working days.", False),
        ("Thank you for your message. I aim to answer within two days.", False),
        ("Your request has been logged as ticket 4711. Contact the desk on desk@council.example.", False),
        ("I was on leave and came back on 11 December 2026.", False),
        ("I was away until 14 December.", False),
    ],
)
def test_only_absence_now_counts(body: str, away: bool) -> None:
    assert absence(Signs(notice(body), ReadingContext())).absent is away


def test_without_a_date_no_day_is_guessed() -> None:
    message = message_from_bytes(b"Subject: Automatic reply: x\n\nI am away until Monday.")
    found = absence(Signs(message, ReadingContext()))
    assert (found.until, found.absent) == (None, True)
