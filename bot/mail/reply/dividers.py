"""Lines that part a reply from what it answers: "-----Original Message-----", "Begin forwarded message:", rulers.

One line in, one answer out; what stands around it is judged elsewhere.
"""

from __future__ import annotations

import re

_DIVIDER_WORDS = (
    r"original (?:message|e-?mail|appointment|text)|forwarded (?:message|by|mail|e-?mail)|reply "
    r"message|forwarded|"
    r"urspr(?:ü|ue)ngliche (?:nachricht|mail|e-?mail)|originalnachricht|weitergeleitete nachricht|"
    r"message (?:d['’]origine|original|initial|transféré|transfere)|courriel original|e-?mail d['’]origine|"
    r"mensaje original|mensaje reenviado|messaggio (?:originale|inoltrato)|"
    r"oorspronkelijk(?:e)? bericht|doorgestuurd bericht|mensagem (?:original|encaminhada)|"
    r"ursprungligt? meddelande|vidarebefordrat meddelande|oprindelig meddelelse|videresendt "
    r"(?:meddelelse|melding)|"
    r"(?:opprinnelig|original) melding|alkuperäinen viesti|välitetty viesti|"
    r"oryginalna wiadomość|wiadomość oryginalna|(?:treść )?przekazan\w+ wiadomoś\w+|wiadomość przekazana|"
    r"původní (?:zpráva|e-?mail)|přeposlaná zpráva|pôvodná správa|preposlaná správa|eredeti üzenet|"
    r"továbbított üzenet|"
    r"mesaj original|mesaj redirecționat|orijinal (?:mesaj|ileti)|özgün ileti|iletilen mesaj|"
    r"исходное (?:сообщение|письмо)|пересылаемое сообщение|вихідне повідомлення|пересланное сообщение|"
    r"оригинално съобщение|"
    r"αρχικό μήνυμα|προωθημένο μήνυμα|neges wreiddiol|neges wedi['’]i hanfon ymlaen|"
    r"izvorna poruka|izvirno sporočilo|originalus laiškas|sākotnējais ziņojums|algkiri|missatge original|"
    r"原始邮件|邮件原件|转发的邮件|已转发邮件|原始郵件|轉寄的郵件|元のメッセージ|"
    r"オリジナルメッセージ|転送メッセージ|원본 (?:메시지|메일)|전달된 메시지|"
    r"الرسالة الأصلية|הודעה מקורית"
)
_DIVIDER = re.compile(
    rf"^\W{{0,3}}[-–—_=*]{{1,60}}\s{{0,4}}(?:{_DIVIDER_WORDS}).{{0,60}}?[-–—_=*:\s]*$", re.IGNORECASE
)
_DASHED = re.compile(r"^[-–—_=]{3,}\s?([^-–—_=].{1,70}?[^-–—_=])\s?[-–—_=]{3,}$")
_FORWARD = re.compile(
    r"^\W{0,3}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du "
    r"message (?:réexpédié|transféré)|"
    r"inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|início da "
    r"mensagem (?:re)?encaminhada|"
    r"vidarebefordrat brev|startar? vidarebefordrat|start på videresendt (?:besked|meddelelse)|"
    r"początek przekazywanej wiadomości|"
    r"начало переадресованного (?:сообщения|письма)|"
    r"下面是被转发的邮件|開始轉寄郵件|転送されたメッセージ)\s?[:：]?\W{0,3}$",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"^[\W_]{0,20}(?:please )?(?:type your )?(?:reply|respond|write|answer|repl(?:y|ies) must "
    r"be)\b.{0,30}\b(?:above|before) (?:this|the) (?:line|text|dashed line)\b.{0,40}$",
    re.IGNORECASE,
)
_RULER = re.compile(r"^(?:[_\-–—=*~#•.·]\s?){5,}$")
_SIGNATURE_RULER = re.compile(r"^(?:--|–|—|- -|__)$")


_MAY_DIVIDE = re.compile(
    r"^\W{0,3}[-–—_=*]{1,60}\s{0,4}\w|^\W{0,3}(?:begin|anfang|début|inicio|inizio|início|vidare|star|począ|"
    r"нача|下面|開始|転送)|^[\W_]{0,20}(?:please|type|reply|respond|write|answer|replies)",
    re.IGNORECASE,
)


def is_divider(line: str) -> bool:
    """True for a line that says: what follows is another mail."""
    if len(line) > 200 or not _MAY_DIVIDE.match(line):
        return False
    return bool(_DIVIDER.match(line) or _FORWARD.match(line) or _ABOVE.match(line))


def is_dashed(line: str) -> bool:
    """True for words between dashes, a divider where a header block follows it (unknown languages)."""
    return line[0] in "-–—_=" and len(line) < 200 and bool(_DASHED.match(line))


def is_ruler(line: str) -> bool:
    """True for a line of five or more of one drawing sign."""
    return len(line) >= 5 and bool(_RULER.match(line[:200])) and len(set(line) - {" "}) <= 2


def is_signature_ruler(line: str) -> bool:
    """True for "-- " and what clients make of it."""
    return bool(_SIGNATURE_RULER.match(line))
