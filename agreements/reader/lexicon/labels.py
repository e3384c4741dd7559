"""How numbered points begin, from the widest to the narrowest."""

import re

_HAN = "一二三四五六七八九十百"
NUMERAL = rf"[{_HAN}\d零〇]{{1,4}}"
# The level of a point, and how its number is written.
LEVELS = (
    (1, rf"第 ?{NUMERAL} ?[章部篇](?:分)?"),
    (2, rf"第 ?{NUMERAL} ?条(?![款件])"),
    (2, rf"[{_HAN}]{{1,3}}[、.,](?=.)"),
    (3, rf"\((?:[{_HAN}]{{1,3}})\)[、.]?|[\u3220-\u3229]"),
    (
        6,
        r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?=[ 、]|[\u4e00-\u9fff])"
        r"(?! ?[万元倍个名次天日月年号节人])",
    ),
    (
        5,
        r"\d{1,2} ?[.、](?!\d+(?:[.%]|[万元倍个名次节人]))|\d{1,2} (?=\D)|\d{1,2}\)",
    ),
    (6, r"\(\d{1,2}\)[、.]?|[\u2474-\u2487]"),
    (7, r"[\u2460-\u2473][、.]?"),
    (7, r"[a-zA-Z][.、)](?=[^a-zA-Z])"),
)
LABEL = re.compile(r"[-·●■◆★▪] ?(?=\S)|" + "|".join(way for _, way in LEVELS))
UNLABELLED = 4  # a heading without a number stands above 1. and below (一)
LEAF = 8
PARTY_LINE = re.compile(
    r"(?:[甲乙丙丁]方|支援|受援|帮扶|受扶|受帮扶|被帮扶|结对|师傅|徒弟|导师|学员|指导教师|青年教师)"
    r"[^,。;:]{0,12}[(:]"
)
# Inside a line a point may begin behind one of these.
BEFORE_INLINE = "。;:!? "
INLINE = re.compile(
    rf"(?<=[{BEFORE_INLINE}])(?:\((?:[{_HAN}]{{1,3}}|\d{{1,2}})\)|[\u2460-\u2487]"
    rf"|\d{{1,2}}[.、](?![\d%])|[{_HAN}]{{1,3}}、(?=[^{_HAN}]))"
)
