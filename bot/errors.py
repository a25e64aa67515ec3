"""The one tree of errors that cross a border of the program. A leaf: it imports nothing of ours.

Each carries a clear sentence for a person to read. No message may hold personal data: no address, name,
subject or body, nor text that came from outside (a server's own error text may quote all of these).
"""

from __future__ import annotations


class NearmissError(Exception):
    """Everything that we raise on purpose; `str()` is one clear sentence.

    `code` is the other side's own error code ("ErrorItemNotFound"), `status` its HTTP status, where known.
    """

    def __init__(self, sentence: str, *, code: str = "", status: int | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.status = status


class ConfigurationWrong(NearmissError):
    """A setting, file or registration must be put right by a person before this can work."""


class Transient(NearmissError):
    """May work later without anybody's doing.

    `retry_after`: seconds to wait as the other side asked, None where it did not say.
    `undecided`: the request may have been carried out all the same (an answer was lost), so look before
    repeating anything that must not happen twice.
    """

    def __init__(
        self,
        sentence: str,
        *,
        retry_after: float | None = None,
        undecided: bool = False,
        code: str = "",
        status: int | None = None,
    ) -> None:
        super().__init__(sentence, code=code, status=status)
        self.retry_after = retry_after
        self.undecided = undecided


class Throttled(Transient):
    """The other side asks us to slow down; the request was not carried out."""


class Unreachable(Transient):
    """No answer from the other side (network, name, certificate, time-out)."""


class Conflict(Transient):
    """Somebody else changed or made the same thing at the same time."""


class Permanent(NearmissError):
    """Will fail the same way however often it is tried."""


class Unauthorised(Permanent):
    """The credential is not accepted."""


class Forbidden(Permanent):
    """The credential is good, but has no right to this."""


class NotFound(Permanent):
    """The thing does not exist (any more)."""


class MailboxUnknown(NotFound):
    """The mailbox itself does not exist for this application."""


class Expired(Permanent):
    """A link or state that the other side gave us is no longer good; start afresh."""


class TooLarge(Permanent):
    """Bigger than the other side, or we, take."""


# Our login, our rights, our mailbox, our settings: no single mail is to blame, and none is given up for it.
OUR_RIGHT = (Unauthorised, Forbidden, MailboxUnknown, ConfigurationWrong)
