"""Graph's refusals as one exception. Codes and texts are Microsoft's; the server alone turns them into answers."""

from __future__ import annotations


class GraphError(Exception):
    """A refusal: HTTP `status`, Graph's `code` and `message`, and `retry_after` seconds where Graph gives one."""

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after


def bad_request(message: str, code: str = "BadRequest") -> GraphError:
    """400 with Graph's code for what is wrong with the request."""
    return GraphError(400, code, message)


def malformed_id() -> GraphError:
    """400 for an id that is not one of Exchange's."""
    return GraphError(400, "ErrorInvalidIdMalformed", "Id is malformed.")


def gone() -> GraphError:
    """404 for an id that was once right, or belongs to another mailbox."""
    return GraphError(404, "ErrorItemNotFound", "The specified object was not found in the store.")


def denied() -> GraphError:
    """403 for a missing permission or a mailbox outside the app's scope."""
    return GraphError(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")


def throttled(limit: str, retry_after: int) -> GraphError:
    """429 with the name of the limit and the seconds to wait."""
    return GraphError(429, "ApplicationThrottled", f"Application is over its {limit} limit.", retry_after)


def unknown_property(name: str, kind: str = "microsoft.graph.message") -> GraphError:
    """400 for a property that the type does not have, in a query."""
    return bad_request(
        f"Could not find a property named '{name}' on type '{kind}'.", "RequestBroker--ParseUri"
    )
