"""Rebuilds PDF files: a new file of bare pages; shown text that names the reporter is blanked in the page itself.

Form values are drawn into the page first. Properties, notes, links, embedded files and older revisions
do not come along.
"""

from __future__ import annotations

import io

import pikepdf

from bot.anonymity.clues import clues
from bot.anonymity.files.kinds import FileKind, kind_of
from bot.anonymity.files.pictures import looks_written
from bot.anonymity.files.results import Hold, Made, Task, Unclean
from bot.anonymity.identity import Needles
from bot.anonymity.matching import find
from bot.anonymity.pdf_text import Instruction, PageText, Shown, fonts_of, forms_of, instructions_of, texts_of
from bot.anonymity.text import is_own_text

_PAGE = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_TELLING = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/StructParents",
    "/StructParent",
    "/Properties",
    "/OPI",
    "/Measure",
    "/PtData",
    "/AF",
    "/OC",
    "/ID",
    "/URI",
    "/A",
    "/AA",
)
MOST_PAGES = 2000


def clean_pdf(content: bytes, task: Task) -> Made:
    """A PDF rebuilt. Errors: Unclean: password, damage, or text that names the reporter and can't be cut out."""
    try:
        with pikepdf.open(io.BytesIO(content)) as old:
            return _rebuilt(old, task)
    except Unclean:
        raise
    except pikepdf.PasswordError:
        raise Unclean(Hold.PASSWORD) from None
    except Exception:
        # the library raises its own and the standard errors on damaged files
        raise Unclean(Hold.DAMAGED) from None


def _rebuilt(old: pikepdf.Pdf, task: Task) -> Made:
    if len(old.pages) > MOST_PAGES:
        raise Unclean(Hold.TOO_LARGE)
    told = _told(old)
    own = "/Info" in old.trailer and bool(find(str(old.docinfo.get("/Author", "")), task.needles))
    _flatten(old)
    changed = 0
    with pikepdf.new() as new:
        for page in old.pages:
            if task.hold_screens and _is_scan(page):
                raise Unclean(Hold.SCREEN)
            changed += _bare_page(old, page.obj, task.needles, own)
            new.pages.append(page)
        for item in new.objects:
            _bare(item)
        for key in [k for k in new.Root.keys() if k not in ("/Type", "/Pages")]:  # noqa: SIM118 -- no plain dict
            del new.Root[key]
        if "/Info" in new.trailer:
            del new.trailer["/Info"]
        out = io.BytesIO()
        new.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    told += [f"{changed} place(s) that named you"] if changed else []
    return Made(out.getvalue(), "pdf", "application/pdf", tuple(told))


def _is_scan(page: pikepdf.Page) -> bool:
    """A page without text, with a picture of writing: nobody can search it."""
    if any(text.strip() for text in texts_of(page)):
        return False
    for image in page.get_images().values():
        if not isinstance(image, pikepdf.Stream):
            continue
        try:
            picture = pikepdf.PdfImage(image).as_pil_image()
        except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, OSError):
            continue  # an odd picture, or one of a kind that pikepdf does not unpack, is no reason to hold the file
        if looks_written(picture):
            return True
    return False


def _bare_page(old: pikepdf.Pdf, page: pikepdf.Object, needles: Needles, own: bool) -> int:
    """Leave a page its content, resources and size; how many places of its text were blanked."""
    kept = {key: value for key in _PAGE if (value := _inherited(page, key)) is not None}
    for key in list(page.keys()):
        if key not in ("/Type", "/Parent"):
            del page[key]
    for key, value in kept.items():
        page[key] = value
    resources = kept.get("/Resources")
    changed = _scrub_stream(old, page, resources, needles, own)
    for form in forms_of(resources):
        changed += _scrub_stream(old, form, form.get("/Resources", resources), needles, own)
    return changed


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    for _ in range(20):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _told(old: pikepdf.Pdf) -> list[str]:
    notes = sum(
        str(a.get("/Subtype", "")) not in ("/Widget", "/Link", "/Popup")
        for p in old.pages
        for a in p.obj.get("/Annots", [])
    )
    told = ["author and other properties"] if "/Info" in old.trailer or "/Metadata" in old.Root else []
    told += [f"{notes} note(s)"] if notes else []
    told += ["embedded files"] if "/AF" in old.Root or "/EmbeddedFiles" in old.Root.get("/Names", {}) else []
    return told


def _flatten(old: pikepdf.Pdf) -> None:
    """Values typed into a form are content; they are drawn where they stood. Notes and links are not."""
    for page in old.pages:
        if "/Annots" in page.obj:
            kept = [
                a
                for a in page.obj["/Annots"]
                if str(a.get("/Subtype", ""))
                in ("/Widget", "/FreeText", "/Stamp", "/Ink", "/Square", "/Circle", "/Line", "/Highlight")
            ]
            page.obj["/Annots"] = pikepdf.Array(kept)
    try:
        if "/AcroForm" in old.Root:
            old.generate_appearance_streams()
        old.flatten_annotations("screen")
    except (pikepdf.PdfError, RuntimeError, ValueError):
        raise Unclean(Hold.DAMAGED) from None


def _scrub_stream(
    pdf: pikepdf.Pdf, stream: pikepdf.Object, resources: pikepdf.Object | None, needles: Needles, own: bool
) -> int:
    """Blank what names the reporter in one content stream; how many places. Errors: Unclean for unreadable fonts."""
    bare, dropped = _without_properties(instructions_of(stream))
    changed = 0
    for _ in range(3):
        page = PageText(bare, fonts_of(resources))
        if not page.readable:
            raise Unclean(Hold.TRACE)
        spans = _spans(page.text, needles, own and not changed)
        if not spans:
            break
        changed += len(spans)
        _blank(bare, [place for start, end in spans for place in page.places[start:end] if place is not None])
    if changed or dropped:
        _write(pdf, stream, bare)
    return changed


def _write(pdf: pikepdf.Pdf, stream: pikepdf.Object, instructions: list[Instruction]) -> None:
    raw = pikepdf.unparse_content_stream([(o, pikepdf.Operator(operator)) for o, operator in instructions])
    if isinstance(stream, pikepdf.Stream):
        stream.write(raw)
    else:
        stream["/Contents"] = pdf.make_stream(raw)


def _spans(text: str, needles: Needles, own: bool) -> list[tuple[int, int]]:
    """What is to be blanked: the reporter's strings, and clues where the reporter wrote the page."""
    found = [(span.start, span.end) for span in find(text, needles)]
    if own or is_own_text(text, needles):
        found += [(clue.start, clue.end) for clue in clues(text, needles)]
    return found


def _without_properties(
    instructions: list[Instruction],
) -> tuple[list[Instruction], int]:
    """Marked content keeps its tag but no properties: they hold alternative texts."""
    out: list[Instruction] = []
    dropped = 0
    for operands, operator in instructions:
        if operator == "BDC":
            out.append((operands[:1], "BMC"))
            dropped += 1
        elif operator in ("DP", "MP"):
            dropped += 1
        else:
            out.append((operands, operator))
    return out, dropped


def _blank(instructions: list[Instruction], places: list[Shown]) -> None:
    """Take signs out of the strings that show them. A blank in their place may look like anything in a cut-down
    font.
    """
    strings: dict[tuple[int, int], set[Shown]] = {}
    for place in places:
        strings.setdefault((place.instruction, place.string), set()).add(place)
    for (number, position), gone in strings.items():
        operands, operator = instructions[number]
        items = list(operands[-1]) if operator == "TJ" else [operands[-1]]
        raw, width = bytes(items[position]), next(iter(gone)).width
        signs = {place.sign for place in gone}
        kept = [raw[i : i + width] for i in range(0, len(raw), width) if i // width not in signs]
        items[position] = pikepdf.String(b"".join(kept))
        last = pikepdf.Array(items) if operator == "TJ" else items[0]
        instructions[number] = ([*operands[:-1], last], operator)


def _bare(item: pikepdf.Object) -> None:
    """No object keeps properties of its own; a picture keeps its pixels alone."""
    if not isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        return
    for key in _TELLING:
        if key in item:
            del item[key]
    if isinstance(item, pikepdf.Stream) and str(item.get("/Subtype", "")) == "/Image":
        raw = bytes(item.read_raw_bytes())
        if kind_of(raw) is FileKind.JPEG and str(item.get("/Filter", "")) == "/DCTDecode":
            item.write(_bare_jpeg(raw), filter=pikepdf.Name("/DCTDecode"))


def _bare_jpeg(raw: bytes) -> bytes:
    """A JPEG without its comment and application segments, its compressed pixels untouched (colour transform kept)."""
    out = bytearray(raw[:2])
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF:
        marker, size = raw[at + 1], int.from_bytes(raw[at + 2 : at + 4], "big")
        if marker == 0xDA:
            end = raw.rfind(b"\xff\xd9")
            return bytes(out + raw[at : end + 2 if end > at else len(raw)])
        if not (0xE1 <= marker <= 0xED or marker == 0xEF or marker == 0xFE):
            out += raw[at : at + 2 + size]
        at += 2 + size
    raise Unclean(Hold.DAMAGED)
