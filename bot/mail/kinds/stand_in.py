"""Who stands in for an absent person: an address, else a name, in an absence notice. Names nobody by guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9]")
_ASK = re.compile(
    r"\b(?:contact|e-?mail|speak (?:to|with)|talk to|refer (?:this |it |them |any \w+ )?to"
    r"|direct (?:\w+ ){0,5}to|forward (?:\w+ ){0,6}to"
    r"|send (?:\w+ ){0,6}to|re-?send (?:\w+ ){0,4}to|get in touch with|in touch with|call|ring|phone"
    r"|telephone|see|reach out to|reach|liaise with|ask for|copy in|write to|try"
    r"|(?:addressed|redirected|referred|directed|sent|forwarded|passed|reported|made|raised|go) to"
    r"|turn to|message|(?:acting|interim) (?:head ?teacher|head|principal|ceo|dpo|manager)(?: is"
    r"| will be|,)|point of contact(?: is| will be|,)"
    r"|(?:anything|matters?|queries|enquiries|questions|requests|emergencies|all else)(?: (?:urgent|else"
    r"|that cannot wait|important))?,? to"
    r"|covered by|dealt with by|handled by|picked up by|provided by|monitored by|deputised by"
    r"|replaced by|my (?:\w+ ){0,2}(?:deputy|cover|replacement|colleague)(?: is|,)?)\b[\s:,]*",
    re.IGNORECASE,
)
_STANDS = re.compile(
    r"\b(?:(?:will be|is|are|will|shall)\s+)?(?:covering|cover(?:s)? for me|cover(?:s)? my|standing in"
    r"|stand in|deputi[sz]ing|deputi[sz]e|deputi[sz]es|acting (?:head|headteacher|principal|ceo|up"
    r"|on my behalf)"
    r"|(?:be )?(?:looking after|dealing with|handling|picking up|monitoring|in charge|able to help"
    r"|able to assist|happy to help|taking over|leading)|cover for me|deal with|look after|in charge"
    r"|(?:my|the|your) (?:main |first )?(?:point of )?contact|has taken over|have taken over|can help"
    r"|can assist)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Prof)\.?\s+(?:[A-Z]\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?"
    r"|[A-Z][\w'’-]+\s+(?:[A-Z]\.?\s+)?(?:(?:de|van|von|al|el|bin|O)\s*['’]?)?[A-Z][\w'’-]+)"
)
_NO_NAME = re.compile(
    r"\b(?:School|Office|Team|Desk|Helpdesk|Reception|Academy|Trust|Department|Service|Services|Support"
    r"|Line|Head|Deputy|Manager|Officer|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Kind|Best|"
    r"Regards|Thank|Thanks|Please|Dear|Many|Happy|Christmas|Easter|New|Year|Term|Holiday|Protection|Data"
    r"|Group|Council|University|College|Primary|Secondary|I|In|If|For|The|My|Our|We|You)\b"
)
_ME = re.compile(r"^(?:me|my|us|you|i|it|this|that|on|at|via|again|back)\b", re.IGNORECASE)
_FOOTER = re.compile(
    r"in error|intended recipient|unsubscribe|virus|disclaimer|confidential and|legally privileged",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:postmaster|mailer-daemon|abuse|no-?reply|do-?not-?reply)@", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z(\"'*•-])|\n\s*\n|\n(?=\s*[-*•])")


def stand_in(text: str, never: Iterable[str]) -> str:
    """The stand-in's address in lower case, else the name as written, "" where none is named.

    `never` holds addresses that cannot be it: the absent person's own and ours.
    """
    excluded = {one.lower() for one in never}
    names: list[str] = []
    for sentence in _sentences(text):
        if _FOOTER.search(sentence):
            continue
        for passage in _passages(sentence):
            for match in _ADDRESS.finditer(passage):
                address = match[0].strip(".'").lower()
                if address not in excluded and not _NOBODY.match(address):
                    return address
            if name := _name(passage):
                names.append(name)
    return names[0] if names else ""


def _sentences(text: str) -> list[str]:
    masked = re.sub(r"\b(Mr|Mrs|Ms|Dr|Rev|Prof|St|ext|tel)\.", r"\1", text[:8_000])
    masked = re.sub(r"(:|\bcontact|\bto)[ \t]*\n\s*\n", r"\1 ", masked)  # a name set apart below its verb
    return [" ".join(part.split()) for part in _SENTENCE.split(masked)]


def _passages(sentence: str) -> Iterator[str]:
    """The pieces of a sentence that tell whom to turn to."""
    for match in _ASK.finditer(sentence):
        rest = sentence[match.end() : match.end() + 250]
        if (
            not _ME.match(rest)
            or re.match(r"(?:on|at|via)\s+\S+@", rest, re.IGNORECASE)
            or rest.lower().startswith("my ")
        ):
            yield rest
    stands = _STANDS.search(sentence)
    if stands:
        yield sentence[max(0, stands.start() - 120) : stands.start()]
        yield sentence[stands.end() : stands.end() + 120] if "@" in sentence[stands.end() :] else ""


def _name(passage: str) -> str:
    for match in _NAME.finditer(passage[:160]):
        if not _NO_NAME.search(match[0]):
            return re.sub(r"['’]s$", "", match[0])
    return ""
