"""By when and in which season, in other people's words. Months and days are read apart."""

EDGES: tuple[tuple[str, str], ...] = (
    (
        "agreement_end",
        r".*(?:协作|帮扶|协议|合作|结对|支教|交流|任)期?[^,;。]{0,4}(?:结束|期满|届满|到期|终止)之?前?",
    ),
    ("midterm", ".*期中(?!期末).*"),
    ("term_end", ".*(?:学期结束|学期末|学期期末|期末|放假|学期底|离校).*"),
)
SEASONS: tuple[tuple[str, str], ...] = (
    ("summer", "暑期|暑假"),
    ("winter", "寒假(?!除外)"),
    ("term_time", "寒暑假除外|除寒暑假外?|节假日除外|除寒、暑假"),
)
# Part of a year, from one day to another.
PARTS: dict[str, tuple[str, str]] = {
    "下半年": ("07-01", "12-31"),
    "上半年": ("01-01", "06-30"),
}
MOODS: tuple[tuple[str, str], ...] = (
    ("must_not", "不得|不准|严禁|禁止|不能|不可"),
    ("should", "原则上"),
    ("text_only", "力争|争取|力求|努力"),
    (
        "may",
        "(?<!不)可(?:以|适当|酌情|视情况)?(?=[\u4e00-\u9fff])(?<!尽可)(?!持续|能|行|靠|喜)",
    ),
)
TERMS: tuple[tuple[str, str], ...] = (
    ("autumn", "秋季(?:学期)?|上学期|第一学期|秋学期"),
    ("spring", "春季(?:学期)?|下学期|第二学期|春学期"),
)
