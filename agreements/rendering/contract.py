"""The Chinese words of an agreement around its duties, and what a reader of them looks for."""

import re
from collections.abc import Sequence
from datetime import date

from agreements.words.amounts import in_characters, listed

MARKS = {"supporting": "甲方", "receiving": "乙方"}
SIDES = {"supporting": "支援学校", "receiving": "受援学校"}
HEAD = "校长"
NO_DAY = "　　年　　月　　日"
SHARE = "其中："
BETWEEN_DUTIES = "；"
BEFORE_SHARE = "，"
AFTER_DUTIES = "。"
POLICY_HOLE = "{policy}"
SOME_POLICY = "上级有关文件"
ROUND_TO_HEXAGONAL = str.maketrans("[]［］【】", "〔〕〔〕〔〕")
BLANK = re.compile(r"_{2,}|＿|□")
YEARS = re.compile(r"(?:期限?|时间)[为是]?\s*([一二两三四五六七八九十]|\d{1,2})\s*年")
# Words of a heading by which a section is told; the term has a sentence of its own.
PARTS = {
    "content": ("内容", "任务", "职责", "义务"),
    "projects": ("项目",),
    "methods": ("办法", "方法", "方式", "形式", "措施"),
    "goals": ("目标",),
}
BUREAUS = re.compile("教育局|教体局|教委|教育厅|教育行政|主管.*部门|局$")
SIDES_BUREAUS = {"supporting": "甲方", "receiving": "乙方"}
BOTH = ("双方", "甲乙")
FIGURES = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {
    "两": 2
}


# --- Writing ----------------------------------------------------------------------------------
def name_of(*, is_amendment: bool) -> str:
    return "本补充协议" if is_amendment else "本协议"


def policy_words(title: str, number: str) -> str:
    """《关于……的通知》（青教〔2024〕48号); "" without a founding document."""
    title, number = title.strip("《》 "), number.translate(ROUND_TO_HEXAGONAL)
    if not title:
        return number
    return f"《{title}》（{number}）" if number else f"《{title}》"


def preamble_words(preamble: str, *, policy: str) -> str:
    """The preamble with the founding document where it says ``{policy}``, else before it."""
    if POLICY_HOLE in preamble:
        return preamble.replace(POLICY_HOLE, policy or SOME_POLICY)
    return f"根据{policy}，{preamble}" if policy else preamble


def term_words(starts_on: date, ends_on: date, *, is_amendment: bool) -> str:
    first, last = day_words(starts_on), day_words(ends_on)
    if is_amendment:
        return f"自{first}起开始的各期任务按本补充协议执行，至{last}止。"
    return f"帮扶期限自{first}起，至{last}止。"


# A window is cut short by the first or last day, a suspension or an ending; see the language.
CUT = {
    "half": "剩余教学日达到该期半数的，按全额履行；不足半数的，予以免除",
    "full": "仍按全额履行",
    "prorated": "最低要求按剩余教学日占该期教学日的比例折算，尾数进一，上限不折算",
    "exempt": "予以免除",
}


def counting_words(cut_rule: str) -> tuple[str, ...]:
    """How the duties are counted: which numbers include themselves, whose calendar, what
    becomes of a window that is cut short."""
    return (
        "正文中有数量、频次或者时限的内容为约定任务，列入附件《约定任务一览表》。"
        "“不少于”“不超过”“以上”“以下”“以内”均包括本数；活动经双方确认后计入。",
        "周期按乙方主管教育部门公布的校历计算，协议年度自帮扶期限的首日起算。"
        f"因期限起止、中止或者终止而不足一期的，{CUT[cut_rule]}；该期没有教学日的，按日历日计算。",
    )


def effectiveness_words(*, is_amendment: bool, needs_seal: bool) -> str:
    name = name_of(is_amendment=is_amendment)
    if needs_seal:
        return f"{name}须经双方签字并加盖学校公章，以最后一次签字或盖章的日期为生效日期。"
    return f"{name}经双方签字生效，以后签一方的签字日期为生效日期。"


def copies_words(copies: int, holders: Sequence[tuple[str, int]], *, is_amendment: bool) -> str:
    """本协议一式五份，甲方、乙方和市教育局各执一份。"""
    words = f"{name_of(is_amendment=is_amendment)}一式{copies_count(copies)}份"
    counts = {count for _holder, count in holders}
    if len(counts) == 1:
        names = listed([holder for holder, _count in holders], "和")
        each = "各" if len(holders) > 1 else ""
        return f"{words}，{names}{each}执{copies_count(counts.pop())}份。"
    rows = [f"{holder}执{copies_count(count)}份" for holder, count in holders]
    return "，".join([words, *rows]) + "。"


def copies_count(count: int) -> str:
    """两份 and not 二份."""
    return "两" if count == 2 else in_characters(count)


def seal_words(side: str) -> str:
    return f"{MARKS[side]}（盖章）："


def signer_words(name: str) -> str:
    return f"{HEAD}（签字）：{name}"


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


# --- Supplementary agreements -----------------------------------------------------------------
AMENDMENT_PREAMBLE = "经甲乙双方协商，对原协议部分条款作如下调整。"
AMENDMENT_SECTION = ("（一）", "约定任务的调整")
NO_LONGER = "不再执行"


def amendment_number(number: str, *, place: int) -> str:
    return f"{number}-补{place}"


def amendment_title(title: str) -> str:
    """学校结对帮扶协议书: 学校结对帮扶补充协议."""
    for ending in ("协议书", "协议", "合同"):
        title = title.removesuffix(ending)
    return f"{title}补充协议"


def changed_words(*, number: str, place: str, name: str) -> str:
    """Before the duty as it is from now on."""
    return f"{number}{place}中关于“{name}”的约定调整为："


def ended_words(*, number: str, place: str, said: str) -> str:
    """Before ``NO_LONGER``."""
    return f"{number}{place}的约定（{said}），自本补充协议生效后新开始的各期起"


def leading_group(bureau: str) -> str:
    """The body of a bureau that approves, unless it is called otherwise."""
    return f"{bureau}帮扶工作领导小组"


# --- Reading ----------------------------------------------------------------------------------
def has_blank(text: str) -> bool:
    """Whether something is still to be filled in."""
    return BLANK.search(text) is not None


def years_said(text: str) -> set[int]:
    """The lengths of the term that the text states: 协作期三年 is {3}."""
    return {FIGURES.get(word) or int(word) for word in YEARS.findall(text)}


def is_a_bureau(holder: str) -> bool:
    return BUREAUS.search(holder) is not None


def is_bureau_of(holder: str, *, side: str, name: str) -> bool:
    """Whether ``holder`` names the bureau ``name`` of ``side``: 青岚县教育局, 甲方主管部门,
    双方主管部门."""
    if not is_a_bureau(holder):
        return False
    is_called = holder in name or name in holder
    return is_called or any(mark in holder for mark in (SIDES_BUREAUS[side], *BOTH))


def says_part(heading: str, part: str) -> bool:
    """Whether a section with this ``heading`` is the one a programme calls ``part``."""
    return any(word in heading for word in PARTS[part])
