from xml.etree.ElementTree import fromstring, tostring

import pytest

from reports.chinese_text import WORD_JOINER, keep_last_signs, mark_up_below, title_lines


def marked_up(html):
    element = fromstring(html)
    mark_up_below(element)
    return tostring(element, encoding="unicode").replace(WORD_JOINER, "~")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>学校。</p>", "<p>学校。</p>"),
        ("<p>（学校）。</p>", '<p>（学校<span class="sq">）</span>。</p>'),
        ("<p>《“学校》</p>", '<p>《<span class="sql">“</span>学校》</p>'),
        ("<p>以“校”为</p>", "<p>以<wbr />“校”<wbr />为</p>"),
        ("<p>2025年9月，1—2名</p>", "<p>2025~年9~月，1~—~2~名</p>"),
        ("<p>LX-2025-0017</p>", "<p>LX-~2025-~0017</p>"),
        ("<p>甲<b>（校）。</b>乙），</p>",
         '<p>甲<b>（校<span class="sq">）</span>。</b>乙<span class="sq">）</span>，</p>'),
        ("<p><svg>（校）。</svg>2次</p>", "<p><svg>（校）。</svg>2~次</p>"),
    ],
)  # fmt: skip
def test_marks_quotation_marks_and_figures_are_marked_up(before, after):
    assert marked_up(before) == after


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [("学" * 30 + "。", True), ("学" * 29 + "。", False), ("学" * 30, False)],
)
def test_only_a_long_paragraph_keeps_its_last_signs_together(text, is_kept):
    body = fromstring(f"<body><p>{text}</p></body>")

    keep_last_signs(body)

    assert (body.find("p/span[@class='keep']") is not None) is is_kept


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["学校", "结对帮扶", "协议书"], ["学校结对帮扶协议书"]),
        (
            ["育英学校", "关于", "2025—2026学年", "结对帮扶", "工作总结的", "报告"],
            ["育英学校关于2025—2026学年", "结对帮扶工作总结的报告"],
        ),
        (["学" * 21], ["学" * 21]),
    ],
)
def test_a_title_is_broken_between_words_into_few_and_even_lines(words, lines):
    assert title_lines(words) == lines
