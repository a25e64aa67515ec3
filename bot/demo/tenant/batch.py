"""$batch: up to twenty requests in one, in order of dependsOn, each answered by itself.

Runs the parts through a callback.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.demo.tenant.errors import GraphError, bad_request
from bot.demo.tenant.exchange import Request, Response

Json = Mapping[str, Any]
Run = Callable[[Request], Response]


def size(request: Request) -> int:
    """How many parts a batch body has, as far as it can be read; 1 otherwise."""
    try:
        return max(1, len(json.loads(request.body)["requests"]))
    except (ValueError, KeyError, TypeError):
        return 1


def run(request: Request, limit: int, one: Run) -> Response:
    """The batch's answer: 200 with a status per part; GraphError 400 where the batch itself is wrong."""
    parts = _parts(request, limit)
    statuses: dict[str, int] = {}
    answers = []
    for part in _in_order(parts):
        response = _answer(request, part, statuses, one)
        statuses[part["id"]] = response.status
        answers.append(_shown(part["id"], response))
    # Graph answers in no promised order; the reverse is one that a careless reader stumbles over.
    return Response(200, {"responses": answers[::-1]})


def _parts(request: Request, limit: int) -> list[Json]:
    parts = request.json().get("requests")
    if not isinstance(parts, list) or not parts:
        raise bad_request("Invalid batch payload format.")
    if limit and len(parts) > limit:
        raise bad_request(
            f"Number of batch request steps exceeds the maximum value of {limit}.", "MaximumBatchSize"
        )
    seen: set[str] = set()
    for part in parts:
        _check(part, seen)
    return parts


def _check(part: Any, seen: set[str]) -> None:
    if not isinstance(part, Mapping) or not all(
        isinstance(part.get(key), str) for key in ("id", "method", "url")
    ):
        raise bad_request("Invalid batch payload format: each request needs id, method and url.")
    if part["id"] in seen:
        raise bad_request("Invalid batch payload format: request ids must be unique.")
    if part["url"].lower().startswith("http"):
        raise bad_request("Invalid batch payload format: urls must be relative.")
    if part.get("body") is not None and "content-type" not in _headers(part):
        raise bad_request(f"Write request id : {part['id']} does not contain Content-Type header or body.")
    if unknown := set(part.get("dependsOn") or []) - seen:
        raise bad_request(f"Request dependsOn an unknown or later request: {min(map(str, unknown))}.")
    seen.add(part["id"])


def _in_order(parts: list[Json]) -> list[Json]:
    # dependsOn may only name earlier parts (checked above), so the given order is one that serves.
    return parts


def _answer(request: Request, part: Json, statuses: Mapping[str, int], one: Run) -> Response:
    if any(statuses[name] >= 400 for name in part.get("dependsOn") or []):
        text = "The request was not executed because a request that it depends on failed."
        return Response(424, {"error": {"code": "FailedDependency", "message": text}})
    path, _, query = part["url"].partition("?")
    if path.strip("/").lower() == "$batch":
        return Response(
            400, {"error": {"code": "BadRequest", "message": "Nested batch requests are not supported."}}
        )
    headers = {**_headers(part), "authorization": request.headers.get("authorization", "")}
    segments = tuple(path.strip("/").split("/"))
    try:
        body = _body(part)
    except GraphError as error:
        return Response(error.status, {"error": {"code": error.code, "message": error.message}})
    return one(Request(part["method"].upper(), segments, query, headers, body, request.origin, batched=True))


def _headers(part: Json) -> dict[str, str]:
    given = part.get("headers")
    return (
        {str(name).lower(): str(value) for name, value in given.items()} if isinstance(given, Mapping) else {}
    )


def _body(part: Json) -> bytes:
    body = part.get("body")
    if body is None:
        return b""
    if isinstance(body, str):
        # A MIME body stands as its base64 text.
        return body.encode()
    return json.dumps(body).encode()


def _shown(name: str, response: Response) -> dict[str, Any]:
    found: dict[str, Any] = {"id": name, "status": response.status, "headers": dict(response.headers)}
    if response.raw is not None:
        found["headers"]["Content-Type"] = response.content_type
        found["body"] = base64.b64encode(response.raw).decode()
    elif response.payload is not None:
        found["headers"]["Content-Type"] = "application/json"
        found["body"] = response.payload
    return found
