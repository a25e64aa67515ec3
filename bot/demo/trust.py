"""The invented trust of the demo and the tests, and its directory.toml. Every name, address and number is made up."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.demo.accounts import Account, School, Trust

_PEOPLE = (
    Account("ivor", "Ivor Penhale", "i.penhale@osborne.example", phone="01632 960101", job="CEO"),
    Account("mel", "Mel Okonjo", "m.okonjo@osborne.example", phone="01632 960102", job="SIRO"),
    Account("kay", "Kay Draycott", "k.draycott@osborne.example", phone="01632 960103", job="Trust Secretary"),
    Account(
        "raj", "Raj Sundaram", "r.sundaram@osborne.example", phone="01632 960104", job="IT lead, operator"
    ),
    Account(
        "chair", "Gwen Halloran", "g.halloran@osborne.example", phone="01632 960105", job="Chair of trustees"
    ),
    Account("finn", "Finn Adair", "f.adair@osborne.example", phone="01632 960106", job="Finance officer"),
    Account(
        "asha",
        "Asha Rahman",
        "a.rahman@hill.osborne.example",
        also=("head@hill.osborne.example",),
        phone="01632 960123",
        job="Headteacher, Hill Academy",
    ),
    Account(
        "ben",
        "Ben Castell",
        "b.castell@hill.osborne.example",
        phone="01632 960124",
        job="Deputy, Hill Academy",
    ),
    Account(
        "cat", "Cat Lindqvist", "c.lindqvist@hill.osborne.example", phone="01632 960125", job="Officer, Hill"
    ),
    Account("tess", "Tess Abara", "t.abara@hill.osborne.example", job="Teacher, Hill Academy"),
    Account(
        "noor", "Noor Whitlock", "n.whitlock@hill.osborne.example", job="Teaching assistant, Hill Academy"
    ),
    Account(
        "hugh",
        "Hugh Marlowe",
        "h.marlowe@brook.osborne.example",
        also=("head@brook.osborne.example",),
        phone="01632 960133",
        job="Headteacher, Brook Primary",
    ),
    Account(
        "sian", "Sian Proctor", "s.proctor@brook.osborne.example", phone="01632 960134", job="Deputy, Brook"
    ),
    Account(
        "leo",
        "Leo Fairweather",
        "l.fairweather@brook.osborne.example",
        phone="01632 960135",
        job="Officer, Brook",
    ),
    Account("ida", "Ida Kowalczyk", "i.kowalczyk@brook.osborne.example", job="Teacher, Brook Primary"),
    Account("reception", "Trust Reception", "reception@osborne.example", job="Front desk"),
)

_OUTSIDE = (
    Account(
        "dana", "Dana Whitfield", "dana@whitfield-dpo.example", phone="01632 960141", job="DPO (outside firm)"
    ),
    Account(
        "dpo-deputy", "Piers Lacey", "piers@whitfield-dpo.example", phone="01632 960142", job="DPO's deputy"
    ),
    Account("parent", "Jo Tremaine", "jo.tremaine@homepost.example", job="Parent"),
    Account("parent2", "Adil Noorani", "adil.noorani@homepost.example", job="Parent"),
    Account(
        "supplier",
        "Vantage MIS Support",
        "support@vantage-mis.example",
        job="Supplier of the school database",
    ),
)

_SHARED = {
    "incidents": Account("incidents", "Security Incidents", "incidents@osborne.example"),
    "anonymous": Account("speakup", "Speak Up", "speakup@osborne.example"),
}

_ROLES = {
    "ceo": ("ivor", "mel"),
    "siro": ("mel",),
    "dpo": ("dana", "dpo-deputy"),
    "case_manager": ("kay",),
    "it_lead": ("raj",),
    "chair": ("chair",),
    "operator": ("raj",),
}

_SCHOOLS = (
    School(
        "hill",
        "Hill Academy",
        ("hill.osborne.example",),
        {
            "headteacher": ("asha", "ben"),
            "investigating_officer": ("cat", "ben"),
            "safeguarding_lead": ("ben",),
        },
    ),
    School(
        "brook",
        "Brook Primary",
        ("brook.osborne.example",),
        {
            "headteacher": ("hugh", "sian"),
            "investigating_officer": ("leo", "sian"),
            "safeguarding_lead": ("sian",),
        },
    ),
)

OSBORNE = Trust(
    name="Osborne Co-operative Academy Trust",
    prefix="OCAT",
    domains=("osborne.example",),
    people=_PEOPLE,
    outside=_OUTSIDE,
    shared=_SHARED,
    roles=_ROLES,
    schools=_SCHOOLS,
)


def directory_toml(trust: Trust = OSBORNE) -> str:
    """The trust as directory.toml (SPEC §9): trust, mailboxes, everyone with an account, roles, schools."""
    with_roles = {person for ids in trust.roles.values() for person in ids}
    outside = [
        account for account in trust.outside if account.id in with_roles
    ]  # parents stand in no directory
    blocks = [
        _table("trust", _trust_keys(trust)),
        _table("mailboxes", {purpose: account.address for purpose, account in trust.shared.items()}),
        *(_table("[people]", _person_keys(account)) for account in (*trust.people, *outside)),
        _table("roles", {role: list(ids) for role, ids in trust.roles.items()}),
        *(_table("[schools]", _school_keys(school)) for school in trust.schools),
    ]
    return "\n".join(blocks)


def _trust_keys(trust: Trust) -> Mapping[str, object]:
    return {
        "name": trust.name,
        "prefix": trust.prefix,
        "time_zone": "Europe/London",
        "domains": list(trust.domains),
        "policy_version": "2",
    }


def _person_keys(account: Account) -> Mapping[str, object]:
    keys: dict[str, object] = {"id": account.id, "name": account.name, "address": account.address}
    if account.also:
        keys["also"] = list(account.also)
    if account.phone:
        keys["phone"] = account.phone
    return keys


def _school_keys(school: School) -> Mapping[str, object]:
    roles = {role: list(ids) for role, ids in school.roles.items()}
    return {"id": school.id, "name": school.name, "senders": list(school.senders), **roles}


def _table(name: str, keys: Mapping[str, object]) -> str:
    # JSON's strings and lists of strings are TOML's as well, as long as non-ASCII letters stay as they are.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join([f"[{name}]", *lines, ""])
