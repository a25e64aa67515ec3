"""Ids, classes and styles by which mail clients mark quotation, attribution and signature in their HTML.

A table with the client beside each row. Order matters: the first row that matches an element decides.
Exchange and Outlook on the web put `x_` before every id and class of what they quote; it is taken off first.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from bot.mail.reply.lines import Zone


class Mark(StrEnum):
    """What an element says: a zone of its own, one level of quotation, or that everything from here on is quoted."""

    QUOTED = "quoted"
    INTRO = "intro"
    SIGNATURE = "signature"
    BANNER = "banner"
    HIDDEN = "hidden"
    LEVEL = "level"
    CUT = "cut"


ZONES = {
    Mark.QUOTED: Zone.QUOTED,
    Mark.INTRO: Zone.INTRO,
    Mark.SIGNATURE: Zone.SIGNATURE,
    Mark.BANNER: Zone.BANNER,
    Mark.HIDDEN: Zone.HIDDEN,
}

# Looked for in "id class name data-marker", lower case, each word between spaces.
_NAMES: tuple[tuple[Mark, str], ...] = (
    (Mark.CUT, r"divrplyfwdmsg"),  # Outlook on the web, new Outlook
    (Mark.CUT, r"divrpf\d+"),  # Outlook Web App 2007 to 2013
    (Mark.CUT, r"mail-editor-reference-message-container"),  # new Outlook, Outlook mobile
    (Mark.CUT, r"ms-outlook-mobile-reference-message"),  # Outlook for iOS and Android
    (Mark.CUT, r"(?:mac_)?olk_src_body_section"),  # Outlook for Mac 2011
    (Mark.CUT, r"_mailoriginal"),  # Word's bookmark before the original
    (Mark.CUT, r"zwchr|__divider__|__headers__|__quoted_text__"),  # Zimbra
    (Mark.CUT, r"__pbconvhr|__pbconvbody"),  # Postbox
    (Mark.CUT, r"stopspelling"),  # Hotmail
    (Mark.CUT, r"hs_reply"),  # HubSpot
    (Mark.CUT, r"inoteshistory"),  # HCL iNotes
    (Mark.CUT, r"reply-?above-?line"),
    (Mark.QUOTED, r"(?:\w*[-_])?yahoo[-_]quoted(?:_\w+)?|yqt\w+"),  # Yahoo
    (Mark.QUOTED, r"messagereplysection"),  # Spark, Exchange's own mark
    (Mark.QUOTED, r"moz-forward-container|moz-email-headers-table"),  # Thunderbird
    (Mark.QUOTED, r"cm_replymail_content_wrap\w*"),  # CloudMagic, Newton
    (
        Mark.QUOTED,
        r"(?:tutanota|missive|freshdesk|front|nylas|airmail|superhuman|sh)[-_](?:quoted?|blockquote)\w*",
    ),
    (Mark.QUOTED, r"quoted?[-_]?(?:text|message|content|body)"),
    (Mark.INTRO, r"gmail_attr"),
    (Mark.INTRO, r"moz-cite-prefix"),
    (Mark.INTRO, r"reply-intro"),  # Roundcube
    (Mark.INTRO, r"outlookmessageheader"),  # Outlook 2003, Outlook Express
    (Mark.SIGNATURE, r"gmail_signature(?:_prefix)?"),
    (
        Mark.SIGNATURE,
        r"(?:[\w-]{0,30}[-_])?(?:e?mail|div)?signature(?:[-_][\w-]{1,30})?",
    ),  # Outlook on the web and others
    (Mark.SIGNATURE, r"ms-outlook-mobile-signature"),
    (Mark.SIGNATURE, r"_mailautosig"),  # Word's bookmark at the signature
    (Mark.SIGNATURE, r"applemailsignature"),
    (Mark.SIGNATURE, r"moz-(?:txt-)?sig(?:nature)?"),
    (Mark.SIGNATURE, r"protonmail_signature_block(?:-\w+)?"),
    (Mark.SIGNATURE, r"composer_signature"),  # Samsung
    (Mark.SIGNATURE, r"ydp\w*signature"),  # Yahoo
    (Mark.SIGNATURE, r"messagesignaturesection"),  # Spark
    (Mark.SIGNATURE, r"__sig_(?:pre|post)__"),  # Zimbra
    (Mark.SIGNATURE, r"-x-evo-signature\w*|bloop_sign\w*|cm_signature|sh-signature|_rc_sig|mb_sig|sig\d{5,}"),
    (Mark.BANNER, r"pfptbanner\w*|zjqcmqryfpfptbanner\w*"),  # Proofpoint
    (Mark.BANNER, r"externalsender\w*|external-?email-?banner|mimecast-?banner"),
)
_MARKS = tuple(Mark(mark) for mark, _ in _NAMES)
_NAMED = re.compile("|".join(rf"(?P<m{at}>{pattern})" for at, (_, pattern) in enumerate(_NAMES)))
_X = re.compile(r"(?:x_)+")
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|"
    r"%)?\s*(?:;|$)",
    re.I,
)
# Word: the line above the "From:" paragraph, in every language; Windows Mail writes it likewise.
_WORD_RULE = re.compile(
    r"border(?:-top)?\s*:\s*(?:solid\s+#?\w{3,7}\s+1\.0pt|1(?:\.0)?p[tx]\s+solid)|para-border-div", re.I
)
# Word's and older clients' quotation bar, put on a plain div or blockquote.
_BAR = re.compile(r"border-left(?:-\w+)?\s*:\s*(?!none|0|medium|white)[^;]*(?:solid|\d(?:px|pt))", re.I)
_INDENT = re.compile(
    r"border\s*:\s*(?:none|0|medium none)|border-left\s*:\s*none|margin(?:-left)?\s*:\s*(?:0\w* 0\w* "
    r"0\w* )?40px",
    re.I,
)


def mark_of(tag: str, element: Any) -> Mark | None:
    """What an element's own attributes say, None for nothing. Never looks at what it is surrounded by."""
    style = (element.get("style") or "")[:1000]
    if element.get("hidden") is not None or (style and tag not in ("body", "html") and _HIDDEN.search(style)):
        return Mark.HIDDEN
    named = _by_name(element)
    if tag == "blockquote":
        return _blockquote(element, style, named)
    if named is not None:
        return named
    if tag == "hr":
        return (
            Mark.CUT
            if element.get("tabindex") == "-1" and "98%" in style + (element.get("width") or "")
            else None
        )
    if tag == "div" and style:
        return _styled(element, style)
    return None


def _by_name(element: Any) -> Mark | None:
    words = " ".join(
        value[:300] for key in ("id", "class", "name", "data-marker") if (value := element.get(key))
    )
    for word in words.lower().split(" "):
        if found := _NAMED.fullmatch(_X.sub("", word, count=1) if word.startswith("x_") else word):
            return _MARKS[int(str(found.lastgroup)[1:])]
    return None


def _blockquote(element: Any, style: str, named: Mark | None) -> Mark | None:
    """A quotation, unless it only indents (Gmail's and Outlook's "increase indent" writes a blockquote too)."""
    if named not in (None, Mark.QUOTED):
        return named
    if (element.get("type") or element.get("cite")) or named or "quote" in (element.get("class") or ""):
        return Mark.LEVEL
    return None if _INDENT.search(style) and not _BAR.search(style) else Mark.LEVEL


def _styled(element: Any, style: str) -> Mark | None:
    if "border" not in style.lower() and "para-border" not in style.lower():
        return None
    if _WORD_RULE.search(style) and _opens_with_label(element):
        return Mark.CUT
    if element.get("name") == "quote":  # GMX, Web.de
        return Mark.QUOTED
    return Mark.LEVEL if _BAR.search(style) and "padding" in style.lower() else None


def _opens_with_label(element: Any) -> bool:
    """True where the element begins with a short bold label and a colon, as a header block in any language does."""
    start = ""
    for piece in element.itertext():
        start += piece
        if len(start) > 80:
            break
    return bool(re.match(r"\s*[^\s:：][^:：\n]{0,24}[:：]", start))
