"""Files with planted identities, one per kind, each with the reporter in every place that the format has for it."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass

import openpyxl
import pikepdf
from docx import Document
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from tests.anonymity.people import DOMAIN, Reporter

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class PlantedFile:
    """A file, what must not be found in what becomes of it, and what must."""

    what: str
    name: str
    content_type: str
    content: bytes
    leaks: tuple[str, ...]
    facts: tuple[str, ...]
    may_hold: bool = False
    inline: bool = False


def _noise(size: tuple[int, int] = (160, 120)) -> Image.Image:
    return Image.effect_noise(size, 60).convert("RGB")


def _photo(p: Reporter, form: str = "JPEG") -> bytes:
    picture = _noise()
    exif = Image.Exif()
    exif[0x013B] = p.full  # Artist
    exif[0x8298] = f"(c) {p.full}"
    exif[0x010F], exif[0x0112] = "Phonemaker", 6
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + p.full.encode()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()


def _png(p: Reporter) -> bytes:
    info = PngInfo()
    info.add_text("Author", p.full)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{p.full}</x>")
    out = io.BytesIO()
    _noise().save(out, "PNG", pnginfo=info)
    return out.getvalue() + p.full.encode()


def _gif(p: Reporter) -> bytes:
    out = io.BytesIO()
    _noise().convert("P").save(out, "GIF", comment=p.full.encode())
    return out.getvalue()


def _screen(p: Reporter) -> bytes:
    picture = Image.new("RGB", (640, 400), "white")
    draw = ImageDraw.Draw(picture)
    for line in range(8):
        draw.text((10, 20 + 22 * line), f"Signed in as {p.first} - inbox line {line}", fill="black")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _docx(p: Reporter) -> bytes:
    document = Document()
    document.core_properties.author = p.full
    document.core_properties.last_modified_by = p.full
    document.core_properties.keywords = p.local
    document.add_paragraph(
        f"The trip list names 41 pupils. Agatha {p.last} and {p.first} Marchbanks signed it."
    )
    run = document.add_paragraph()
    run.add_run(f"Collected by {p.first[:2]}")
    run.add_run(f"{p.first[2:]} {p.last[:2]}").bold = True
    run.add_run(p.last[2:])
    document.add_paragraph("The coach leaves at 8:15.", style="List Bullet")
    document.sections[0].header.paragraphs[0].text = f"{p.full}, {p.job}"
    document.sections[0].footer.paragraphs[0].text = f"Printed by {p.local}"
    picture = io.BytesIO(_photo(p))
    document.add_picture(picture)
    out = io.BytesIO()
    document.save(out)
    return _with_tracking(out.getvalue(), p)


def _with_tracking(content: bytes, p: Reporter) -> bytes:
    """Tracked changes, a comment, hidden text, put in by hand."""
    extra = (
        f'<w:p xmlns:w="{_W}"><w:ins w:id="901" w:author="{p.full}" '
        f'w:date="2026-05-04T10:00:00Z"><w:r><w:t>Inserted: medical notes of 3 '
        f"pupils.</w:t></w:r></w:ins>"
        f'<w:del w:id="902" w:author="{p.full}"><w:r><w:delText>Deleted by {p.full}</w:delText></w:r></w:del>'
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden {p.full}</w:t></w:r></w:p>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:sectPr", extra.encode() + b"<w:sectPr", 1)
            new.writestr(name, data)
        new.writestr("word/people.xml", f"<people>{p.full}</people>")
    return out.getvalue()


def _xlsx(p: Reporter) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Pupils"
    for row in (
        ("First", "Last", "Form", "Fee"),
        (p.first, "Marchbanks", "7B", 12.5),
        ("Dan", "Petrov", "7C", 3),
        ("Entered by", p.full, "", 0),
    ):
        sheet.append(row)
    sheet["A2"].comment = Comment(f"check {p.first}", p.full)
    hidden = book.create_sheet(f"Notes {p.first}")
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = "Free school meals: 17"
    hidden["A2"] = f"from {p.address}"
    sheet.oddHeader.center.text = p.full
    book.properties.creator = p.full
    book.defined_names["who"] = DefinedName("who", attr_text="Pupils!$A$1", comment=p.full)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _pptx(p: Reporter) -> bytes:
    a, r, m = (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://schemas.openxmlformats.org/presentationml/2006/main",
    )
    rel = "http://schemas.openxmlformats.org/package/2006/relationships"

    def slide(root: str, text: str) -> str:
        return (
            f'<p:{root} xmlns:a="{a}" xmlns:r="{r}" xmlns:p="{m}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cN'
            f'vPr id="1" name="{p.full}" descr="{p.full}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:gr'
            f"pSpPr/>"
            f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="T"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:tx'
            f"Body><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:"
            f"cSld></p:{root}>"
        )

    ct = "application/vnd.openxmlformats-officedocument.presentationml"
    members = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        f'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/'
        f'><Default Extension="xml" ContentType="application/xml"/><Override '
        f'PartName="/ppt/presentation.xml" ContentType="{ct}.presentation.main+xml"/><Override '
        f'PartName="/ppt/slides/slide1.xml" ContentType="{ct}.slide+xml"/><Override '
        f'PartName="/ppt/notesSlides/notesSlide1.xml" ContentType="{ct}.notesSlide+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{rel}"><Relationship Id="rId1" Type="{r}/officeDocument" '
        f'Target="ppt/presentation.xml"/><Relationship Id="rId2" '
        f'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-propert'
        f'ies" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/cor'
        f'e-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{p.full}</dc:creat'
        f"or></cp:coreProperties>",
        "ppt/presentation.xml": f'<p:presentation xmlns:r="{r}" xmlns:p="{m}"><p:sldIdLst><p:sldId id="256" '
        f'r:id="rId1"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{rel}"><Relationship Id="rId1" Type="{r}/slide" '
        f'Target="slides/slide1.xml"/><Relationship Id="rId2" Type="{r}/commentAuthors" '
        f'Target="commentAuthors.xml"/></Relationships>',
        "ppt/commentAuthors.xml": f"<x>{p.full}</x>",
        "ppt/slides/slide1.xml": slide("sld", f"Exclusions this term: 9. Prepared by {p.full}"),
        "ppt/slides/_rels/slide1.xml.rels": f'<Relationships xmlns="{rel}"><Relationship Id="rId1" '
        f'Type="{r}/notesSlide" '
        f'Target="../notesSlides/notesSlide1.xml"/></Relationships>',
        "ppt/notesSlides/notesSlide1.xml": slide(
            "notes", f"Say that Dan Petrov sent it. {p.first} {p.last} to present"
        ),
    }
    return _zip(members)


def _zip(members: dict[str, str | bytes], comment: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = comment.encode()
    return out.getvalue()


def _odt(p: Reporter) -> bytes:
    office, text, dc = (
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "http://purl.org/dc/elements/1.1/",
    )
    content = (
        f'<office:document-content xmlns:office="{office}" xmlns:text="{text}" '
        f'xmlns:dc="{dc}"><office:body><office:text><text:tracked-changes><text:changed-region '
        f'text:id="c1"><text:deletion>'
        f"<office:change-info><dc:creator>{p.full}</dc:creator></office:change-info><text:p>gone "
        f"{p.full}</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        f"<text:p>Detention list, <text:span>14 names</text:span>, kept by "
        f"{p.first}<text:s/>{p.last}.<office:annotation><dc:creator>{p.full}</dc:creator><text:p>n"
        f"ote</text:p></office:annotation></text:p>"
        f"<text:p>Author: <text:author-name>{p.full}</text:author-name></text:p></office:text></of"
        f"fice:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta xmlns:office="{office}" '
        f'xmlns:dc="{dc}"><office:meta><dc:creator>{p.full}</dc:creator></office:meta></office:doc'
        f"ument-meta>"
    )
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "meta.xml": meta,
            "META-INF/manifest.xml": "<x/>",
        }
    )


def _pdf(p: Reporter) -> bytes:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    name = p.full.encode("cp1252", "replace").replace(b"(", b"")
    page.obj.Contents = pdf.make_stream(
        b"BT /F1 12 Tf 20 250 Td (Attendance below 60 percent: 22 pupils) Tj 0 -20 Td (Printed by "
        + name
        + b") Tj ET"
    )
    pdf.docinfo["/Author"] = p.full
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [p.full]
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, p.full.encode(), filename=f"{p.last}.txt")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=pikepdf.Array([0, 0, 9, 9]),
        T=pikepdf.String(p.full),
        Contents=pikepdf.String("see"),
    )
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _eml(p: Reporter, inner: bytes = b"") -> bytes:
    head = (
        f"Received: from PC-77 by mx for <{p.address}>\r\nFrom: IT Desk "
        f"<it@support-desk.example>\r\nTo: {p.address}\r\nSubject: Reset now\r\nDate: Mon, 4 May "
        f"2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; "
        f"charset=utf-8\r\n\r\n"
    )
    return (
        head
        + f"Dear {p.first},\r\nreset your password at http://support-desk.example/reset?u={p.address} today.\r\n"
    ).encode()


def _tnef(p: Reporter) -> bytes:
    def attribute(level: int, kind: int, data: bytes) -> bytes:
        return struct.pack("<BII", level, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    csv = f"pupil,fee\nDan Petrov,41\nentered by,{p.full}\n".encode()
    render = struct.pack("<HIHHI", 1, 0xFFFFFFFF, 0, 0, 0)
    return (
        b"\x78\x9f\x3e\x22"
        + struct.pack("<H", 1)
        + attribute(1, 0x00069008, b"IPM.Note\0")
        + attribute(1, 0x0002800C, f"Hidden body by {p.full}: 5 passports".encode())
        + attribute(2, 0x00069002, render)
        + attribute(2, 0x00018010, b"fees.csv\0")
        + attribute(2, 0x0006800F, csv)
    )


def _rtf(p: Reporter) -> bytes:
    name = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in p.full)
    return (
        "{\\rtf1\\ansi{\\info{\\author "
        + name
        + "}{\\operator "
        + name
        + "}}Lost keys: 3 for the server room. Written by "
        + name
        + ".{\\v hidden "
        + name
        + "}{\\*\\annotation "
        + name
        + "}\\par}"
    ).encode()


def planted(p: Reporter) -> list[PlantedFile]:
    """All kinds for one reporter."""
    leaks = (p.full, p.address, f"{p.first} {p.last}")
    office = (*leaks, f"{p.job}")
    made = [
        PlantedFile("jpeg", f"{p.local}.jpg", "image/jpeg", _photo(p), leaks, ()),
        PlantedFile("png", "a.png", "image/png", _png(p), leaks, ()),
        PlantedFile("gif", "a.gif", "image/gif", _gif(p), leaks, ()),
        PlantedFile("tiff", "a.tif", "image/tiff", _photo(p, "TIFF"), leaks, ()),
        PlantedFile("screenshot", "a.png", "image/png", _screen(p), leaks, (), may_hold=True),
        PlantedFile(
            "docx",
            f"{p.full}.docx",
            "",
            _docx(p),
            office,
            ("41 pupils", f"Agatha {p.last}", f"{p.first} Marchbanks", "8:15", "medical notes of 3 pupils"),
        ),
        PlantedFile(
            "xlsx",
            "fees.xlsx",
            "",
            _xlsx(p),
            leaks,
            ("Marchbanks", "Petrov", "12.5", "Free school meals: 17"),
        ),
        PlantedFile(
            "pptx", "talk.pptx", "", _pptx(p), leaks, ("Exclusions this term: 9", "Dan Petrov sent it")
        ),
        PlantedFile("odt", "list.odt", "", _odt(p), leaks, ("Detention list", "14 names")),
        PlantedFile("pdf", f"{p.local}.pdf", "application/pdf", _pdf(p), leaks, ("22 pupils",)),
        PlantedFile(
            "csv",
            "x.csv",
            "text/csv",
            f"First,Last,Form\n{p.first},Marchbanks,7B\nDan,Petrov,7C\nExported by,{p.full},\n".encode(),
            leaks,
            (f"{p.first},Marchbanks", "Dan,Petrov"),
        ),
        PlantedFile(
            "txt utf-16",
            "x.txt",
            "text/plain",
            f"Server log\n10:01 {p.local} opened fees.xlsx (88 rows)\n".encode("utf-16"),
            (*leaks, f"{p.local} opened"),
            ("fees.xlsx", "88 rows"),
        ),
        PlantedFile("rtf", "x.rtf", "", _rtf(p), leaks, ("3 for the server room",)),
        PlantedFile(
            "zip",
            f"{p.local}.zip",
            "",
            _zip(
                {f"Users/{p.local}/x.csv": f"a,b\n{p.full},1\nDan Petrov,2\n", "p/list.docx": _docx(p)},
                p.full,
            ),
            leaks,
            ("Dan Petrov", "41 pupils"),
        ),
        PlantedFile(
            "eml",
            "m.eml",
            "message/rfc822",
            _eml(p),
            (*leaks, f"Dear {p.first}"),
            ("it@support-desk.example", "support-desk.example/reset", "Reset now"),
        ),
        PlantedFile("winmail", "winmail.dat", "", _tnef(p), leaks, ("5 passports", "Dan Petrov")),
        PlantedFile(
            "ics",
            "x.ics",
            "text/calendar",
            f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:SEN "
            f"panel\r\nORGANIZER;CN={p.full}:mailto:{p.address}\r\nATTENDEE;CN=Dan "
            f"Petrov:mailto:d@{DOMAIN}\r\nLOCATION:Hall\r\nUID:{p.local}\r\nEND:VEVENT\r\nEND:VCALENDA"
            f"R\r\n".encode(),
            leaks,
            ("SEN panel", "Dan Petrov", "Hall"),
        ),
        PlantedFile(
            "vcf of another",
            "x.vcf",
            "text/vcard",
            b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Dan Petrov\r\nTEL:01632 960222\r\nEND:VCARD\r\n",
            leaks,
            ("Dan Petrov", "01632 960222"),
        ),
        PlantedFile(
            "own vcf",
            f"{p.last}.vcf",
            "text/vcard",
            f"BEGIN:VCARD\r\nFN:{p.full}\r\nEMAIL:{p.address}\r\nEND:VCARD\r\n".encode(),
            leaks,
            (),
            may_hold=True,
        ),
        PlantedFile(
            "sound",
            "x.mp3",
            "audio/mpeg",
            b"ID3\x03" + p.full.encode() + bytes(400),
            leaks,
            (),
            may_hold=True,
        ),
    ]
    return made
