"""How each kind of report speaks in its first draft: of a pairing, a school, an agreement."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.documents import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How one kind of report speaks, and what only it has to say."""

    period: str  # 本学年, 协议期内
    both: str  # who met: 双方, 与结对学校
    organisation: Callable[..., list[str]]
    ways: Callable[..., list[str]]
    ahead: Callable[..., list[str]]


# --- who reports, and how they are organised ---------------------------------------------


def of_group(year) -> list[str]:
    """The joint leading group of one pairing."""
    sides = (year.supporting, year.receiving)
    heads = words.listed(name for side in sides for name in side.heads)
    liaisons = words.listed(name for side in sides for name in side.liaisons)
    if not heads:
        return [f"双方由{liaisons}任联络员，负责日常联系。"] if liaisons else []
    end = f"，{liaisons}任联络员，负责日常联系。" if liaisons else "。"
    return [f"双方成立结对帮扶领导小组，{heads}任组长{end}"]


def of_partners(year) -> list[str]:
    """Whom the school supports and who supports it, and with whom at the head."""
    told = []
    if helped := year.partners("supporting"):
        told.append(f"支援〔支援学校数〕：{words.listed(helped)}")
    if helpers := year.partners("receiving"):
        told.append(f"接受〔受援来源数〕的支援：{words.listed(helpers)}")
    lines = [f"〔时段〕，本校{'；'.join(told)}。"]
    for part in year.parts:
        heads = words.listed(name for side in part.sides for name in side.heads)
        if heads:
            lines.append(f"与{part.partner.name}结对的领导小组由{heads}任组长。")
    return lines


# --- what was done -------------------------------------------------------------------------


def ways_of_pairing(year) -> list[str]:
    if not _held(year):
        return [f"{_the(year)}没有双方确认的帮扶活动。"]
    told = ["甲方到乙方〔甲方到乙方次数〕", "乙方到甲方〔乙方到甲方次数〕"]
    told += ["双方共同开展〔双方共同次数〕", "线上和其他方式〔线上和其他次数〕"]
    return [
        f"双方确认的〔活动次数〕活动中，{words.listed(told)}。各领域数量见表2，一次活动计入"
        "两个领域的，在两处各列，合计只算一次；各计量单位分别统计，互不折算。"
    ]


def ways_of_school(year) -> list[str]:
    if not _held(year):
        return ["本学年没有双方确认的帮扶活动。"]
    return [
        "双方确认的活动共〔活动次数〕，参加〔参加人次〕。各结对关系的数量见表2，一次活动服务于"
        "几个结对关系的，在各处分列，合计只算一次；各计量单位分别统计，互不折算。"
    ]


def ways_of_agreement(year) -> list[str]:
    if not _held(year):
        return ["协议期内没有双方确认的帮扶活动。"]
    return [
        "协议期内双方确认的活动共〔活动次数〕，参加〔参加人次〕，各学年的数量见表2；"
        "各计量单位分别统计，互不折算。"
    ]


def _held(year) -> bool:
    return any(d.is_confirmed and not d.is_document for d in year.deeds)


def _the(year) -> str:
    return "本学年" if year.period.endswith("学年") else "协议期内"


# --- what lies ahead -----------------------------------------------------------------------


def next_school_year(year) -> list[str]:
    following = words.years(year.school_year + 1)
    if year.next_tally.total:
        return [f"{following}按协议应完成约定任务〔下期任务期数〕。"]
    ends = [each.terminated_on or each.ends_on for each in year.agreements]
    if ends and max(ends) > year.last_on:
        return [f"协议在{following}继续履行，各期任务待校历确定后列出。"]
    if ends:
        return [f"协议于{words.day(max(ends))}届满，{following}没有约定任务。"]
    return ["双方尽快签署协议，明确约定任务。"]


def after_the_end(year) -> list[str]:
    return ["协议期满以后，双方是否续签、以何种方式继续合作，由双方商定后报主管部门。"]


OF_PAIRING = Voice(
    period="本学年",
    both="双方",
    organisation=of_group,
    ways=ways_of_pairing,
    ahead=next_school_year,
)
OF_SCHOOL = Voice(
    period="本学年",
    both="与结对学校",
    organisation=of_partners,
    ways=ways_of_school,
    ahead=next_school_year,
)
OF_AGREEMENT = Voice(
    period="协议期内",
    both="双方",
    organisation=of_group,
    ways=ways_of_agreement,
    ahead=after_the_end,
)
