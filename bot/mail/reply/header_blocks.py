"""Header blocks as Outlook and others copy them above a quoted mail: From, Sent, To, Subject, in their languages.

Says how many lines from a given one are such a block. A form with colons, or a sentence with one, is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_LINES = 40  # a long list of recipients wraps
_FROM, _SENT, _TO, _SUBJECT, _MORE = "fsto+"

_LABELS: dict[str, str] = {
    _FROM: (
        "from|von|de|expéditeur|da|van|från|fra|lähettäjä|od|feladó|de la|kimden|gönderen|от|від|από|"
        "发件人|寄件者|寄件人|"
        "差出人|送信者|보낸 사람|보낸사람|من|מאת|oddi wrth|gan|saatja|no|nuo|šalje|od koga|шаље|från|từ|จาก|dari|"
        "sender|absender|remitente|mittente|afzender|remetente|avsändare|afsender|avsender|odesílatel|"
        "odosielateľ|nadawca|de qui"
    ),
    _SENT: (
        "sent|date|gesendet|datum|envoyé|envoyé le|date d'envoi|enviado|enviado el|enviada|enviada em|"
        "enviado em|fecha|data|"
        "inviato|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|pvm|wysłano|data wysłania|"
        "odesláno|odoslané|dátum|"
        "elküldve|trimis|dată|gönderildi|gönderme tarihi|tarih|отправлено|дата|надіслано|изпратено|"
        "στάλθηκε|ημερομηνία|"
        "发送时间|发送日期|日期|寄件日期|傳送日期|送信日時|日付|"
        "보낸 날짜|날짜|تم الإرسال|التاريخ|נשלח|תאריך|anfonwyd|dyddiad|"
        "saadetud|kuupäev|nosūtīts|datums|išsiųsta|poslano|poslato|enviat|đã gửi|ngày|ส่ง|วันที่|"
        "dikirim|terkirim|tanggal|date sent|sent on"
    ),
    _TO: (
        "to|an|à|a|para|aan|till|til|vastaanottaja|do|komu|címzett|către|catre|kime|alıcı|кому|до|προς|"
        "收件人|收件者|宛先|"
        "받는 사람|받는사람|إلى|אל|at|i|adressaat|kam|kam|prima|za|per a|tới|đến|ถึง|kepada|destinataire|"
        "destinatario|"
        "empfänger|ontvanger|odbiorca|mottagare|modtager|mottaker|recipient|recipients"
    ),
    _SUBJECT: (
        "subject|betreff|objet|sujet|asunto|oggetto|onderwerp|assunto|ämne|emne|aihe|temat|předmět|"
        "predmet|tárgy|subiect|"
        "konu|тема|тeма|θέμα|относно|主题|主旨|件名|제목|الموضوع|נושא|pwnc|teema|tēma|tema|zadeva|assumpte|chủ đề|"
        "เรื่อง|perihal|subjek|sub|titel"
    ),
    _MORE: (
        "cc|bcc|kopie|kopia|kopi|copie|copia|c\\.c\\.|cópia|dw|udw|másolat|копия|копія|抄送|副本|참조|kopio|"
        "κοιν\\.|נשלח עותק|نسخة|"
        "reply-to|reply to|antwort an|répondre à|responder a|rispondi a|importance|wichtigkeit|"
        "priority|priorité|sensitivity|"
        "attachments?|anlagen|anhänge|pièces jointes|datos adjuntos|allegati|bijlagen|organisation|"
        "organization|resent-\\w+|"
        "message-id|x-mailer|mailing-list|when|where|categories|flag status|security|classification"
    ),
}
_KIND_OF = {
    word.replace("\\.", "."): kind
    for kind in (_MORE, _TO, _SUBJECT, _SENT, _FROM)
    for word in _LABELS[kind].split("|")
}
_LINE = re.compile(
    r"^[\s*_|>]{0,6}([^\W\d_][\w'’.\- ]{0,22}?)\s?[*_]{0,2}\s?[:：][*_]{0,2}(?=\s|$|\S)\s*(.*)$"
)
_ONE_LINE = re.compile(
    r"^\W{0,4}(?:from|von|de|da|van|od|fra|från)\s?\W{0,2}:.{3,200}?\b(?:sent|date|gesendet|datum|"
    r"envoyé|enviado\w*|inviato|verzonden|"
    r"wysłano|sendt|skickat|data|fecha)\s?\W{0,2}:.{3,120}?\b(?:to|an|à|para|a|aan|do|til|"
    r"till)\s?\W{0,2}:.{1,400}?"
    r"\b(?:subject|betreff|objet|asunto|oggetto|onderwerp|temat|emne|ämne|assunto)\s?\W{0,2}:",
    re.IGNORECASE,
)


def kind_of(line: str) -> str:
    """f, s, t, o or + for a sender, date, recipient, subject or further header line; "" for none."""
    if ":" not in line[:40] and "：" not in line[:40]:
        return ""
    found = _LINE.match(line)
    return _KIND_OF.get(found[1].strip().lower(), "") if found else ""


def block_at(shown: Sequence[str], kinds: Sequence[str], start: int) -> int:
    """The number of lines from `start` on that are a copied header block; 0 for none.

    `kinds` has the `kind_of` of each line. A block has a sender line and two of date, recipient, subject, among
    at most forty lines, and no other text but continued values and single empty lines. It begins at `start`.
    """
    if kinds[start] in ("", _MORE):
        return 0
    if _ONE_LINE.match(shown[start]):
        return 1
    found, end, loose = kinds[start], start + 1, 0
    for at in range(start + 1, min(len(shown), start + MOST_LINES)):
        if kinds[at]:
            found += kinds[at]
            end, loose = at + 1, 0
        elif _continues(shown, at, loose):
            loose += bool(shown[at])
        else:
            break
    return end - start if _proven(found, shown[start]) else 0


def block_by_subject(shown: Sequence[str], at: int, subject: str) -> int:
    """The first line of a header block, in whatever language, whose line `at` has the mail's own subject; -1 for none.

    `subject` without "Re:". At least two labelled lines must stand right above.
    """
    line = shown[at]
    if not line.endswith(subject) or not (labelled := _LINE.match(line)):
        return -1
    if _PREFIX.sub("", labelled[2]).strip() != subject:
        return -1
    start = at
    while start and at - start < 8 and _LINE.match(shown[start - 1]):
        start -= 1
    return start if at - start >= 2 else -1


def bare_subject(subject: str) -> str:
    """A subject without "Re:", "Fw:" and their kin in front."""
    return _PREFIX.sub("", subject.strip()).strip()


def notes_block_at(shown: Sequence[str], at: int) -> tuple[int, int]:
    """First line and length of a block as Lotus Notes prints it, whose line "To" is line `at`; length 0 for none.

    Notes writes name and date, then "To", "cc" and "Subject" each alone on a line with its value beneath.
    """
    if shown[at] not in ("To", "To:"):
        return at, 0
    end = next(
        (line for line in range(at + 1, min(len(shown), at + 14)) if shown[line] in ("Subject", "Subject:")),
        0,
    )
    if not end:
        return at, 0
    start = at
    while start and at - start < 6 and (not shown[start - 1] or _NOTES.search(shown[start - 1])):
        start -= 1
    return start, end + 1 - start


_NOTES = re.compile(r"\d{1,2}[:.]\d{2}|\d[/.]\d|@|\w/\w|^sent by\b", re.IGNORECASE)


def is_told(before: str) -> bool:
    """True for a line that announces particulars of a mail ("Details of the e-mail:"): what follows is a report."""
    return before.endswith(":") and bool(_ANNOUNCES.search(before)) and not _FORWARDS.search(before)


_PREFIX = re.compile(
    r"^(?:(?:re|fw|fwd|aw|wg|tr|rv|sv|vs|antw|doorst|odp|pd|ynt|ilt|res|enc|rif|i|r)\s?(?:\[\d+\])?:\s*)+",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:details?|particulars|headers?|as follows|was sent|went|information about|facts)\b", re.IGNORECASE
)
_FORWARDS = re.compile(r"\b(?:below|forward\w*|thread|chain|trail|original|attached)\b", re.IGNORECASE)


def _continues(shown: Sequence[str], at: int, loose: int) -> bool:
    """An empty line, or the wrapped rest of a value (further recipients, a long subject)."""
    line = shown[at]
    if not line:
        return bool(shown[at - 1])
    return loose < 1 or line.endswith((";", ",", ">")) or "@" in line or shown[at - 1].endswith((";", ","))


def _proven(kinds: str, first: str) -> bool:
    main = set(kinds) & {_FROM, _SENT, _TO, _SUBJECT}
    if _FROM in main and len(main) >= 3:
        return True
    # A bare pair is enough where the sender's line shows an address and a date line follows.
    return kinds[:2] == _FROM + _SENT and "@" in first
