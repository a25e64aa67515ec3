"""How far a sender is proven, and for whom it is enough (SPEC §5)."""

from __future__ import annotations

import pytest

from bot.domain.words import Authenticated
from bot.mail.authentication import authenticate, proven_for
from bot.mail.message import Address, Message, ReadingContext

INTERNAL = ("X-MS-Exchange-Organization-AuthAs", "Internal")
CONTEXT = ReadingContext(domains=("osborne.example",))
RELAYED = ReadingContext(domains=("osborne.example",), relayed=("sign.osborne.example",))


def mail(address: str, *headers: tuple[str, str]) -> Message:
    return Message(sender=Address(address), headers=(("From", address), *headers))


def results(domain: str, dmarc: str = "pass", compauth: str = "pass") -> tuple[str, str]:
    return (
        "Authentication-Results",
        f"spf=pass smtp.mailfrom={domain}; dkim=none;dmarc={dmarc} action=none"
        f" header.from={domain};compauth={compauth} reason=100",
    )


@pytest.mark.parametrize(
    ("message", "proof", "enough"),
    [
        (mail("a@osborne.example", INTERNAL), Authenticated.INTERNAL, True),
        (mail("a@hill.osborne.example", INTERNAL), Authenticated.INTERNAL, True),
        (mail("a@osborne.example", results("osborne.example")), Authenticated.VERIFIED, False),
        (mail("a@sign.osborne.example", results("sign.osborne.example")), Authenticated.VERIFIED, True),
        (mail("a@osborne.example"), Authenticated.NONE, False),
        (mail("d@firm.example", results("firm.example")), Authenticated.VERIFIED, True),
        (mail("d@firm.example", results("firm.example", "fail", "fail")), Authenticated.NONE, False),
        (mail("d@firm.example", results("evil.example")), Authenticated.NONE, False),
        (mail("d@sub.firm.example", results("firm.example")), Authenticated.NONE, False),
        (mail("d@firm.example"), Authenticated.NONE, False),
        (mail("", results("firm.example")), Authenticated.NONE, False),
    ],
)
def test_proof(message: Message, proof: Authenticated, enough: bool) -> None:
    assert authenticate(message, RELAYED) is proof
    assert proven_for(message, RELAYED) is enough


def test_without_a_relayed_domain_own_people_need_exchange() -> None:
    assert not proven_for(mail("a@sign.osborne.example", results("sign.osborne.example")), CONTEXT)


def test_a_look_alike_domain_is_outside() -> None:
    message = mail("a@evilosborne.example", results("evilosborne.example"))
    assert proven_for(message, CONTEXT)  # verified as what it is: an outside address
    assert not proven_for(message, CONTEXT, "a@osborne.example")


def test_only_the_topmost_results_count() -> None:
    message = mail("d@firm.example", results("firm.example", "fail", "fail"), results("firm.example"))
    assert authenticate(message, CONTEXT) is Authenticated.NONE


def test_a_result_said_twice_must_agree() -> None:
    value = results("firm.example")[1] + "; dmarc=fail header.from=firm.example"
    message = mail(
        "d@firm.example", ("Authentication-Results", value.replace("compauth=pass", "compauth=none"))
    )
    assert authenticate(message, CONTEXT) is Authenticated.NONE
