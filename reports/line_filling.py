"""Fill Chinese lines to the right edge: WeasyPrint widens only spaces, and Chinese has none.

``install`` replaces WeasyPrint's private ``justify_line``. It is the one place of the project
that leans on WeasyPrint's inside; it refuses a WeasyPrint whose inside looks different, and
``tests/reports/test_press.py`` measures the edge.
"""

import inspect

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

WIDEST_GAP = 0.13  # em: a line that would need more (a long address) stays ragged
EXPECTED = ("context", "line", "extra_width")
ZERO_WIDTH_SPACE = "\u200b"


def install():
    """Make later documents fill their lines. Raises RuntimeError on an unknown WeasyPrint."""
    current = getattr(inline, "justify_line", None)
    if current is spread:
        return
    found = tuple(inspect.signature(current).parameters) if callable(current) else None
    if found != EXPECTED:
        raise RuntimeError(
            f"WeasyPrint {weasyprint.__version__}: layout.inline.justify_line takes {found}, "
            f'not {EXPECTED}: install "weasyprint==70.*"'
        )
    inline.justify_line = spread


def spread(context, line, extra_width):
    """Widen all gaps between the characters of ``line`` alike by ``extra_width`` in sum, px."""
    runs = list(leaves(line))
    gaps = sum(len(run.text) if isinstance(run, boxes.TextBox) else 1 for run in runs) - 1
    if gaps < 1 or extra_width / gaps > WIDEST_GAP * line.style["font_size"]:
        return
    widen(line, gap=extra_width / gaps, shift=0)


def is_blank(text_box):
    return not text_box.text.strip(ZERO_WIDTH_SPACE)


def leaves(box):
    """Text and in-line blocks of ``box`` in reading order."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if not is_blank(child):
                yield child
        elif isinstance(child, boxes.LineBox | boxes.InlineBox):
            yield from leaves(child)
        elif child.is_in_normal_flow():
            yield child


def widen(box, *, gap, shift):
    """Move ``box`` right by ``shift`` and stretch it; returns the shift of what follows it."""
    if isinstance(box, boxes.TextBox):
        return widen_text(box, gap=gap, shift=shift)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(shift, 0)
        return shift + gap
    start = shift
    if not isinstance(box, boxes.LineBox):
        box.position_x += shift
    for child in box.children:
        if child.is_in_normal_flow():
            shift = widen(child, gap=gap, shift=shift)
    box.width += shift - start
    return shift


def widen_text(box, *, gap, shift):
    box.position_x += shift
    if is_blank(box):
        return shift
    own = box.style["letter_spacing"]
    box.style = box.style.copy()  # shared with the other lines of the paragraph
    box.style["letter_spacing"] = (0 if own == "normal" else own) + gap
    added = gap * len(box.text)
    box.width += added
    return shift + added
