"""Many calls in one round trip: Graph's $batch, at most 20 parts and 4 MB, each part judged by itself.

A batch takes all four slots. Where they do not get free soon, or this Graph has no $batch, the calls go one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from bot.errors import NearmissError, Permanent, TooLarge, Transient, Unauthorised
from bot.graph.call import Call, Result
from bot.graph.failures import failure

if TYPE_CHECKING:
    from bot.graph.client import GraphClient

SLOTS = 4  # Graph runs as many parts of a batch at once
_PARTS = 20
_BYTES = 3_500_000  # of a request of 4 MB
IMMUTABLE_IDS = 'IdType="ImmutableId"'


def run_batch(client: GraphClient, calls: Sequence[Call]) -> list[Result]:
    """Answers or errors, in the order of the calls. Raises nothing for a failed request."""
    results: list[Result] = []
    for chunk in _chunks(calls):
        results.extend(_run_chunk(client, chunk))
    return results


def _run_chunk(client: GraphClient, chunk: Sequence[Call]) -> list[Result]:
    if len(chunk) == 1 or not client.batches:
        return [_single(client, call) for call in chunk]
    with client.limiter.slots(SLOTS) as given:
        if given >= min(SLOTS, len(chunk)):
            return _together(client, chunk)
    return [_single(client, call) for call in chunk]


def _chunks(calls: Sequence[Call]) -> Iterator[list[Call]]:
    chunk: list[Call] = []
    size = 0
    for call in calls:
        weight = 400 + len(call.content or b"")
        if chunk and (len(chunk) == _PARTS or size + weight > _BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(call)
        size += weight
    if chunk:
        yield chunk


def _single(client: GraphClient, call: Call) -> Result:
    try:
        return client.send(call)
    except NearmissError as error:
        return error


def _in_slot(client: GraphClient, call: Call) -> Result:
    try:
        return client.send_in_slot(call)
    except NearmissError as error:
        return error


def _together(client: GraphClient, chunk: Sequence[Call]) -> list[Result]:
    """One $batch for the calls whose mailboxes may be asked now; the slots are held by the caller."""
    results: dict[int, Result] = {}
    for index, call in enumerate(chunk):
        try:
            client.pacing.admit(call.mailbox, part=True)
        except Transient as error:
            results[index] = error
    going = {str(index): call for index, call in enumerate(chunk) if index not in results}
    if going:
        mailboxes = {call.mailbox for call in going.values()}
        whole = Call(
            "POST",
            mailboxes.pop() if len(mailboxes) == 1 else "",  # whose wait it is when Graph asks for one
            "/$batch",
            body={"requests": [_part(name, call) for name, call in going.items()]},
            purpose="handling a batch of requests",
            repeatable=not any(call.acts for call in going.values()),
        )
        for name, result in _outcome(client, whole, going).items():
            results[int(name)] = result
    return [results[index] for index in range(len(chunk))]


def _part(name: str, call: Call) -> dict[str, Any]:
    """A part of a batch; the immutable-id preference must stand in each."""
    headers = {"Prefer": ", ".join((*call.prefer, IMMUTABLE_IDS))}
    part: dict[str, Any] = {"id": name, "method": call.method, "url": call.relative, "headers": headers}
    if call.content is not None:
        headers["Content-Type"] = "application/json"
        part["body"] = msgspec.Raw(call.content)
    return part


def _outcome(client: GraphClient, whole: Call, going: Mapping[str, Call]) -> dict[str, Result]:
    try:
        answer = client.send_in_slot(whole)
    except (TooLarge, Unauthorised, Transient) as error:
        if isinstance(error, TooLarge) and not whole.acts:
            return {name: _in_slot(client, call) for name, call in going.items()}
        return dict.fromkeys(going, error)
    except Permanent as error:
        if error.status not in (400, 404, 405, 501):
            return dict.fromkeys(going, error)
        client.batches = False  # this Graph has no $batch
        return {name: _in_slot(client, call) for name, call in going.items()}
    answers = {str(part.get("id")): part for part in _parts(answer)}
    return {name: _judge(client, call, answers.get(name)) for name, call in going.items()}


def _parts(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    parts = answer.get("responses")
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _judge(client: GraphClient, call: Call, part: Mapping[str, Any] | None) -> Result:
    """A part's answer or error, remembered for its mailbox."""
    if part is None:
        return Transient(f"Microsoft Graph left out its answer while {call.purpose}.", undecided=call.acts)
    status, body = part.get("status"), part.get("body")
    status = int(status) if isinstance(status, int | str) and str(status).isdigit() else 500
    if status == 401:
        return _in_slot(client, call)  # asks with a new token
    if status < 300:
        client.pacing.answered(call.mailbox)
        return body if isinstance(body, dict) else {}
    headers = part.get("headers")
    error = failure(
        status,
        headers if isinstance(headers, dict) else {},
        body,
        purpose=call.purpose,
        acts=call.acts,
        now=datetime.now(UTC),
    )
    if isinstance(error, Transient):
        client.pacing.refused(call.mailbox, error)
    else:
        client.pacing.answered(call.mailbox)
    return error
