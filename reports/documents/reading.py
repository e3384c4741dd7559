"""Every text of a paper with the heading above it: to find what cannot be printed."""

from collections.abc import Iterator

from reports.documents.blocks import Chart, Heading, Lines, Paper, Paragraph, Table


def texts_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text with the heading above it."""
    yield from (("标题", text) for text in (*paper.title, paper.to, paper.issuer))
    yield "开头", paper.lead
    yield from _of_blocks(paper.blocks, heading="")
    yield "结尾", paper.last_words
    for annex in paper.annexes:
        yield from _of_blocks(annex.blocks, heading=f"附件{annex.label}《{annex.title}》")


def _of_blocks(blocks, *, heading: str):
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
        yield from ((_name(block) or heading, text) for text in _of_block(block))


def _name(block) -> str:
    return block.caption if isinstance(block, Table) else ""


def _of_block(block):
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Table):
        yield from (cell.text for row in block.rows for cell in row.cells)
        yield block.note
    elif isinstance(block, Lines):
        yield from (line for title, lines in block.groups for line in (title, *lines))
    elif isinstance(block, Chart):
        yield block.caption
