"""Arguments of commands: values, or one sentence that says what would be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import Nature, Risk, Severity, Step
from bot.mail import arguments as a

AT = datetime(2026, 1, 12, 9, 15, tzinfo=UTC)


def moment(text: str) -> tuple[datetime, bool] | None:
    """Stands for the reader of dates: any digit is the one moment, estimated without a clock time."""
    return (AT, ":" not in text) if any(sign.isdigit() for sign in text) else None


VALUES: list[tuple[object, object]] = [
    (a.read_classification("major confirmed"), a.Classification(Severity.MAJOR, Nature.CONFIRMED)),
    (a.read_classification("minor, near miss"), a.Classification(Severity.MINOR, Nature.NEAR_MISS)),
    (a.read_classification("as CRITICAL"), a.Classification(Severity.CRITICAL)),
    (a.read_classification("major because it is not minor"), a.Classification(Severity.MAJOR)),
    (a.read_risk("unlikely because deleted"), a.RiskView(Risk.UNLIKELY, "deleted")),
    (a.read_risk("none - no personal data"), a.RiskView(Risk.NONE, "no personal data")),
    (a.read_risk("HIGH as the address is out"), a.RiskView(Risk.HIGH, "the address is out")),
    (a.read_ico("not-report because unlikely"), a.IcoAnswer(a.IcoAct.NOT_REPORT, "unlikely")),
    (a.read_ico("not report, because unlikely"), a.IcoAnswer(a.IcoAct.NOT_REPORT, "unlikely")),
    (a.read_ico("report because high"), a.IcoAnswer(a.IcoAct.REPORT, "high")),
    (a.read_ico("filed under reference IC-123456-A1B2."), a.IcoAnswer(a.IcoAct.FILED, "IC-123456-A1B2")),
    (a.read_people("tell because high"), a.PeopleAnswer(a.PeopleAct.TELL, "high")),
    (a.read_people("not tell because none"), a.PeopleAnswer(a.PeopleAct.NOT_TELL, "none")),
    (a.read_people("told by letter"), a.PeopleAnswer(a.PeopleAct.TOLD, "by letter")),
    (a.read_extension("outcome_report 5 days because ill"), a.Extension(Step.OUTCOME_REPORT, 5, "ill")),
    (
        a.read_extension("the outcome report by five working days because ill"),
        a.Extension(Step.OUTCOME_REPORT, 5, "ill"),
    ),
    (a.read_extension("review deadline by a week since ill"), a.Extension(Step.REVIEW, 5, "ill")),
    (a.read_person("b.jones@X.example"), a.Person("b.jones@x.example")),
    (
        a.read_person("to Ben Jones <mailto:b.jones@x.example>."),
        a.Person("b.jones@x.example", "to Ben Jones"),
    ),
    (a.read_person("[b.jones@x.example] because involved"), a.Person("b.jones@x.example", "", "involved")),
    (
        a.read_person(
            "b.jones@x.example<mailto:b.jones@x.example> because x.y@z.example says so", reason_needed=True
        ),
        a.Person("b.jones@x.example", "", "x.y@z.example says so"),
    ),
    (a.read_awareness("12/01/2026 09:15 because told", moment), a.Awareness(AT, False, "told")),
    (a.read_awareness("12 January because told", moment), a.Awareness(AT, True, "told")),
    (a.read_question("reporter: when was it?"), a.Question("", "when was it?")),
    (a.read_question("the reporter - when?"), a.Question("", "when?")),
    (a.read_question("B.Jones@x.example: who got it?"), a.Question("b.jones@x.example", "who got it?")),
    (a.read_reference("[ocat-2026-0042]"), "OCAT-2026-0042"),
    (a.read_reference("with OCAT-DRILL-2026-0001"), "OCAT-DRILL-2026-0001"),
    (a.read_action("2"), a.ActionAnswer(2)),
    (a.read_action("action 3: training held"), a.ActionAnswer(3, "training held")),
    (a.read_action("3 because ill", reason_needed=True), a.ActionAnswer(3, "ill")),
    (a.read_numbers("1, 3 and 5-7"), (1, 3, 5, 6, 7)),
    (a.read_numbers("all"), ()),
    (a.reason_in("because it is back"), "it is back"),
    (a.reason_in("it is back"), "it is back"),
]


@pytest.mark.parametrize(("found", "wanted"), VALUES)
def test_value(found: object, wanted: object) -> None:
    assert found == wanted


REFUSED: list[tuple[Callable[[str], object], str, str]] = [
    (a.read_classification, "", "minor, moderate, major or critical"),
    (a.read_classification, "major or critical", "one severity"),
    (a.read_classification, "major confirmed near-miss", "one nature"),
    (a.read_risk, "low because x", "none, unlikely, likely or high"),
    (a.read_risk, "high", "RISK high because"),
    (a.read_ico, "yes", "ICO filed"),
    (a.read_ico, "report", "ICO report because"),
    (a.read_ico, "filed", "reference"),
    (a.read_people, "maybe", "PEOPLE told"),
    (a.read_people, "told", "by letter"),
    (a.read_extension, "5 days because ill", "Name one step"),
    (a.read_extension, "review because ill", "how many"),
    (a.read_extension, "review 0 days because ill", "1 to 365"),
    (a.read_extension, "review 5 days", "Add the reason"),
    (a.read_person, "Ben Jones", "address"),
    (a.read_person, "a@x.example b@x.example", "one e-mail address"),
    (lambda text: a.read_person(text, reason_needed=True), "a@x.example", "because"),
    (lambda text: a.read_awareness(text, moment), "because told", "AWARE 12/01/2026"),
    (lambda text: a.read_awareness(text, moment), "12/01/2026", "Add the reason"),
    (a.read_question, "when was it?", "colon"),
    (a.read_question, "reporter:", "colon"),
    (a.read_reference, "the other one", "MERGE OCAT-2026-0042"),
    (a.read_action, "the training", "number"),
    (lambda text: a.read_action(text, reason_needed=True), "3", "NOT DONE 3 because"),
    (a.read_numbers, "that one", "RELEASE 1, 3"),
]


@pytest.mark.parametrize(("read", "argument", "says"), REFUSED)
def test_refusal_says_what_is_right(read: Callable[[str], object], argument: str, says: str) -> None:
    found = read(argument)
    assert isinstance(found, a.Refusal)
    assert says in found.sentence
    assert found.sentence.count("\n") == 0


@given(st.text(max_size=200))
def test_no_reader_raises(text: str) -> None:
    for read, _, _ in REFUSED:
        read(text)
    a.reason_in(text)
