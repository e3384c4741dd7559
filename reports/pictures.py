"""A chart as a picture, for papers that take no SVG: pressed with the own fonts, then drawn."""

import io

from reports.press import shared_press

DPI = 300  # print quality
MARGIN = 4  # dots kept around what is drawn


def png_of(svg: str) -> bytes:
    """In greys, cut to what is drawn, and says how large that is on paper; the same chart gives
    the same bytes. Raises as ``Press.pdf`` does."""
    import pypdfium2  # noqa: PLC0415 -- slow import
    from PIL import ImageOps  # noqa: PLC0415 -- slow import

    head = "<head><title>-</title></head>"
    html = f'<html lang="zh-CN">{head}<body class="picture">{svg}</body></html>'
    document = pypdfium2.PdfDocument(shared_press().pdf(html))
    try:
        picture = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
    finally:
        document.close()
    box = ImageOps.invert(picture.convert("L")).getbbox() or (0, 0, *picture.size)
    left, top, right, bottom = box
    cut = picture.crop((left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN))
    made = io.BytesIO()
    cut.convert("L").save(made, "PNG", optimize=True, dpi=(DPI, DPI))
    return made.getvalue()
