"""Rebuilds pictures from their pixels, upright as shown, with nothing else in the file. Reads no text in them.

A picture that looks like a screen or a scanned page is held where asked: no one can search the names in its pixels.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageChops, ImageOps

from bot.anonymity.files.kinds import FileKind
from bot.anonymity.files.results import Hold, Made, Task, Unclean

Image.MAX_IMAGE_PIXELS = 80_000_000  # beyond twice this Pillow refuses; a phone makes 50 million
MOST_FRAMES = 200
_SMALL = 180 * 90  # pixels of a signature's logo
_EXIF_CAMERA = (271, 272)  # Make, Model


def clean_picture(content: bytes, task: Task, kind: FileKind) -> Made:
    """A picture's pixels as a new file. Errors: Unclean for damaged ones, and for screens where they are held."""
    if kind is FileKind.HEIC:
        import pillow_heif  # slow to import, rarely needed

        pillow_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                return _rebuilt(picture, task, kind)
    except Unclean:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unclean(Hold.BOMB) from None
    except Exception:
        # decoders raise anything on damaged pictures
        raise Unclean(Hold.DAMAGED) from None


def _rebuilt(picture: Image.Image, task: Task, kind: FileKind) -> Made:
    told = _told(picture)
    frames = min(getattr(picture, "n_frames", 1), MOST_FRAMES)
    if task.hold_screens and not _is_photograph(picture, kind) and looks_written(picture):
        raise Unclean(Hold.SCREEN)
    if kind is FileKind.GIF and frames > 1:
        return Made(_frames(picture, frames, "GIF"), "gif", "image/gif", told)
    if kind is FileKind.TIFF and frames > 1:
        return Made(_frames(picture, frames, "TIFF"), "tif", "image/tiff", told)
    fresh = pixels(picture)
    out = io.BytesIO()
    if kind in (FileKind.JPEG, FileKind.HEIC) and fresh.mode in ("L", "RGB", "CMYK"):
        fresh.save(out, "JPEG", quality=92)
        return Made(out.getvalue(), "jpg", "image/jpeg", told)
    if kind is FileKind.TIFF:
        fresh.save(out, "TIFF", compression="tiff_deflate")
        return Made(out.getvalue(), "tif", "image/tiff", told)
    if kind is FileKind.GIF:
        fresh.convert("RGB").quantize(256).save(out, "GIF")
        return Made(out.getvalue(), "gif", "image/gif", told)
    fresh.save(out, "PNG")
    return Made(out.getvalue(), "png", "image/png", told)


def pixels(picture: Image.Image) -> Image.Image:
    """A new picture of the same pixels, turned upright; no information of the old one comes along."""
    upright = ImageOps.exif_transpose(picture) or picture
    if upright.mode == "P":
        upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
    elif upright.mode not in ("1", "L", "LA", "RGB", "RGBA", "CMYK", "I;16"):
        upright = upright.convert("RGB")
    if upright.mode == "CMYK":
        upright = upright.convert("RGB")
    return Image.frombytes(upright.mode, upright.size, upright.tobytes())


def _frames(picture: Image.Image, count: int, form: str) -> bytes:
    frames = []
    delays = []
    for number in range(count):
        picture.seek(number)
        delays.append(int(picture.info.get("duration", 100) or 100))
        frames.append(pixels(picture.convert("RGBA" if form == "GIF" else picture.mode)))
    out = io.BytesIO()
    options: dict[str, object] = {"duration": delays, "loop": 0, "disposal": 2} if form == "GIF" else {}
    frames[0].save(out, form, save_all=True, append_images=frames[1:], **options)
    return out.getvalue()


def _told(picture: Image.Image) -> tuple[str, ...]:
    """What the picture said beside its pixels."""
    exif = picture.getexif()
    told = (
        ["properties of the picture"]
        if exif or any(k not in ("icc_profile", "dpi") for k in picture.info)
        else []
    )
    told += ["place where it was taken"] if exif.get_ifd(0x8825) else []
    return tuple(told)


def grey_dot() -> bytes:
    """What stands in a document for a picture that did not come along: one grey pixel as PNG."""
    out = io.BytesIO()
    Image.new("L", (1, 1), 128).save(out, "PNG")
    return out.getvalue()


def is_small(content: bytes) -> bool:
    """No larger than a signature's logo."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            return picture.size[0] * picture.size[1] <= _SMALL or picture.size[1] <= 60
    except Exception:
        # a damaged picture is judged elsewhere
        return False


def _is_photograph(picture: Image.Image, kind: FileKind) -> bool:
    """A camera says so."""
    exif = picture.getexif()
    return kind in (FileKind.JPEG, FileKind.HEIC) and any(exif.get(tag) for tag in _EXIF_CAMERA)


def looks_written(picture: Image.Image) -> bool:
    """Flat ground with lines of small hard strokes: a screen, a scan, a drawing of text; not a photograph."""
    gray = ImageOps.exif_transpose(picture).convert("L")
    width, height = gray.size
    if width < 60 or height < 12:
        return False
    if width > 1600:
        gray = gray.resize((1600, max(1, height * 1600 // width)))
        width, height = gray.size
    histogram = gray.histogram()
    ground = max(histogram[max(0, i - 4)] + sum(histogram[max(0, i - 4) + 1 : i + 5]) for i in range(256))
    if ground < 0.35 * width * height:
        return False
    beside = ImageChops.difference(gray.crop((1, 0, width, height)), gray.crop((0, 0, width - 1, height)))
    strokes = beside.point(lambda step: 255 if step > 60 else 0)
    share = strokes.resize(
        (1, height), Image.Resampling.BOX
    ).tobytes()  # of each row that is hard change, of 255
    rows = sum(8 <= level * (width - 1) / 255 <= width * 0.6 for level in share)
    return rows >= 5
