"""Delivery between people: aliases, absence replies, bounces, threads, the Python side of the tenant."""

from __future__ import annotations

import email
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.tenant import Auth, Tenant

from .conftest import INCIDENTS, Clock, Graph

DANA = "dana@whitfield-dpo.example"


def test_aliases_and_plus_addresses_come_to_the_primary(tenant: Tenant) -> None:
    tenant.send_as("tess", ["head@hill.osborne.example", "A.Rahman+case7@hill.osborne.example"], "x", "text")
    first, second = tenant.inbox("asha")
    assert first.to[0].address == "a.rahman@hill.osborne.example"
    assert first.header("To").startswith("head@hill.osborne.example")
    assert first.message_id == second.message_id


def test_outside_people_get_and_send_mail(tenant: Tenant) -> None:
    mail = tenant.send_as("mel", DANA, "Please advise", "text")
    got = tenant.inbox("dana")[0]
    assert got.message_id == mail.message_id
    assert got.header("X-MS-Exchange-Organization-AuthAs") == "Anonymous"
    tenant.reply_as("dana", got, "NOTE my view")
    answer = tenant.inbox("mel")[0]
    assert answer.subject == "RE: Please advise"
    assert "dmarc=pass" in answer.header("Authentication-Results")
    assert answer.text.startswith("NOTE my view\r\n\r\n________")
    assert answer.in_reply_to == mail.message_id
    assert answer.conversation == tenant.sent("mel")[0].conversation


def test_unknown_outside_senders_can_be_answered(tenant: Tenant) -> None:
    tenant.deliver(b"From: new@elsewhere.example\r\nSubject: hello\r\n\r\ntext", to=INCIDENTS)
    tenant.send_as("incidents", "new@elsewhere.example", "RE: hello", "thanks")
    assert [mail.text for mail in tenant.inbox("new@elsewhere.example")] == ["thanks"]


def test_absence_reply_once_for_each_sender(tenant: Tenant, clock: Clock) -> None:
    end = clock() + timedelta(days=3)
    tenant.set_absence("asha", "I am on leave until Thursday.", clock(), end)
    for subject in ("one", "two"):
        tenant.send_as("incidents", "asha", subject, "text")
    replies = tenant.inbox("incidents")
    assert [mail.subject for mail in replies] == ["Automatic reply: one"]
    assert replies[0].header("Auto-Submitted") == "auto-replied"
    assert replies[0].header("X-Auto-Response-Suppress") == "All"
    assert replies[0].in_reply_to == tenant.inbox("asha")[0].message_id
    tenant.send_as("mel", "asha", "three", "text")
    assert len(tenant.inbox("mel")) == 1
    clock.advance(days=4)
    tenant.send_as("finn", "asha", "four", "text")
    assert tenant.inbox("finn") == []


def test_two_absent_people_do_not_answer_each_other_for_ever(tenant: Tenant) -> None:
    tenant.set_absence("asha", "away")
    tenant.set_absence("mel", "away too")
    tenant.send_as("mel", "asha", "x", "text")
    assert len(tenant.inbox("mel")) == 1
    assert len(tenant.inbox("asha")) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Auto-Response-Suppress", "All"),
        ("X-Auto-Response-Suppress", "DR, OOF"),
        ("Auto-Submitted", "auto-generated"),
        ("Precedence", "bulk"),
        ("List-Id", "<news.example>"),
    ],
)
def test_what_gets_no_absence_reply(tenant: Tenant, name: str, value: str) -> None:
    tenant.set_absence("asha", "away")
    tenant.send_as("mel", "asha", "x", "text", headers=[(name, value)])
    assert tenant.inbox("mel") == []


@pytest.mark.parametrize(("mask", "replies"), [("45", 1), ("61", 0), ("-1", 0), ("0", 1)])
def test_suppression_by_property(tenant: Tenant, graph: Graph, mask: str, replies: int) -> None:
    tenant.set_absence("asha", "away")
    draft = graph.draft(singleValueExtendedProperties=[{"id": "Integer 0x3FDF", "value": mask}])
    graph("POST", f"/messages/{draft['id']}/send")
    assert len(tenant.inbox("incidents")) == replies


def test_unknown_recipient_bounces(tenant: Tenant, graph: Graph) -> None:
    sent = tenant.send_as("incidents", "gone@hill.osborne.example", "[OCAT-2026-0001] x", "text")
    report = tenant.inbox("incidents")[0]
    assert report.subject == "Undeliverable: [OCAT-2026-0001] x"
    assert report.from_.address.startswith("MicrosoftExchange")
    assert report.in_reply_to == sent.message_id
    identifier = graph.get("/messages")["value"][0]["id"]
    mime = email.message_from_bytes(graph("GET", f"/messages/{identifier}/$value").content)
    assert mime.get_content_type() == "multipart/report"
    parts = [part.get_content_type() for part in mime.walk()]
    assert parts[1:3] == ["text/html", "message/delivery-status"]
    status: Any = next(part for part in mime.walk() if part.get_content_type() == "message/delivery-status")
    assert status.get_payload()[1]["Status"] == "5.1.10"
    assert mime["Return-Path"] is None or mime["Return-Path"] == "<>"


def test_bounces_on_order_and_without_loops(tenant: Tenant) -> None:
    tenant.set_bouncing("ben", "5.2.2")
    tenant.set_bouncing("incidents", "5.2.2")
    tenant.send_as("incidents", "ben", "x", "text")
    assert tenant.inbox("ben") == tenant.inbox("incidents") == []
    tenant.set_bouncing("incidents", None)
    tenant.send_as("incidents", "ben", "y", "text", headers=[("X-Auto-Response-Suppress", "NDR")])
    assert tenant.inbox("incidents") == []
    tenant.send_as("incidents", "ben", "z", "text")
    assert len(tenant.inbox("incidents")) == 1


def test_delivery_takes_its_time(tenant: Tenant, clock: Clock) -> None:
    tenant.behaviour.delivery_lag = timedelta(minutes=1)
    tenant.send_as("tess", INCIDENTS, "x", "text")
    assert tenant.inbox("incidents") == []
    clock.advance(minutes=2)
    assert len(tenant.inbox("incidents")) == 1


def test_mail_into_junk_and_spoofed_mail(tenant: Tenant) -> None:
    raw = b"From: Asha <a.rahman@hill.osborne.example>\r\nTo: incidents@osborne.example\r\nSubject: CLOSE\r\n\r\nx"
    tenant.deliver(raw, from_="bad@elsewhere.example", authenticated=Auth.FAIL, folder="junkemail")
    mail = tenant.folder("incidents", "junkemail")[0]
    assert mail.header("X-MS-Exchange-Organization-AuthAs") == "Anonymous"
    assert "dmarc=fail" in mail.header("Authentication-Results")


def test_on_behalf_of(tenant: Tenant) -> None:
    tenant.send_as("reception", INCIDENTS, "x", "text", on_behalf_of="asha")
    mail = tenant.inbox("incidents")[0]
    assert mail.from_.name == "Asha Rahman"
    assert mail.sender.name == "Trust Reception"
    assert mail.header("Sender") == "Trust Reception <reception@osborne.example>"


def test_a_voting_answer_and_a_meeting_request(tenant: Tenant, graph: Graph) -> None:
    vote = "String {00062008-0000-0000-C000-000000000046} Id 0x8524"
    tenant.send_as("asha", INCIDENTS, "Minor: x", "", extended={vote: "Minor"})
    found = graph.get(f"/messages?$expand=singleValueExtendedProperties($filter=id eq '{vote}')")["value"][0]
    assert found["singleValueExtendedProperties"][0]["value"] == "Minor"
    raw = b"From: jo.tremaine@homepost.example\r\nTo: incidents@osborne.example\r\nSubject: Meet\r\n"
    raw += b"Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    tenant.deliver(raw)
    met = graph.get("/messages?$filter=subject eq 'Meet'")["value"][0]
    assert met["@odata.type"] == "#microsoft.graph.eventMessage"


def test_bcc_stays_hidden(tenant: Tenant, graph: Graph) -> None:
    hidden = [{"emailAddress": {"address": "m.okonjo@osborne.example"}}]
    draft = graph.draft(bccRecipients=hidden)
    graph("POST", f"/messages/{draft['id']}/send")
    seen = tenant.inbox("asha")[0]
    assert len(tenant.inbox("mel")) == 1
    assert "okonjo" not in str(seen.headers)


def test_properties_travel_inside_only(tenant: Tenant, graph: Graph) -> None:
    tenant.app.scope = None
    key = "String {6b1f2d0e-3a77-4a53-9d0e-0d5f7f6a1c11} Name NearmissKey"
    draft = graph.draft(singleValueExtendedProperties=[{"id": key, "value": "k"}])
    graph("POST", f"/messages/{draft['id']}/send")
    query = f"$filter=singleValueExtendedProperties/any(e: e/id eq '{key}' and e/value eq 'k')"
    assert len(graph.get(f"//users/a.rahman@hill.osborne.example/messages?{query}")["value"]) == 1


def test_mail_tips(tenant: Tenant, graph: Graph, clock: Clock) -> None:
    tenant.set_absence("asha", "On leave.", clock(), clock() + timedelta(days=1))
    people = ["a.rahman@hill.osborne.example", "m.okonjo@osborne.example", DANA, "gone@osborne.example"]
    body = {"EmailAddresses": people, "MailTipsOptions": "automaticReplies, mailboxFullStatus"}
    asha, mel, dana, gone = graph("POST", "/getMailTips", json=body).json()["value"]
    assert "On leave." in asha["automaticReplies"]["message"]
    assert mel["automaticReplies"]["message"] == ""
    assert "automaticReplies" not in dana
    assert gone["error"]["code"]
    assert graph.code("POST", "/getMailTips", json={**body, "MailTipsOptions": "weather"})[0] == 400
    tenant.behaviour.mail_tips = False
    assert graph.code("POST", "/getMailTips", json=body)[0] == 403
