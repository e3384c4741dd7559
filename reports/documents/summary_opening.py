"""The summary's first half: the lead, who is paired, how it was organised, what was done."""

from dataclasses import dataclass

from compliance.engine.verdicts import Status
from pairing.vocabulary import ActivityType
from reports.documents import summary_tables as tables
from reports.documents import words
from reports.documents.year import YearSummary
from reports.documents.year_deeds import Figures
from reports.documents.year_duties import Tally
from reports.documents.year_facts import AgreementFacts

MEETINGS = (
    ActivityType.LEADERS_EXCHANGE,
    ActivityType.JOINT_MEETING,
    ActivityType.WORK_MEETING,
    ActivityType.MEET_UP,
)
PLANS = (
    ActivityType.ANNUAL_PLAN,
    ActivityType.SCHEDULE,
    ActivityType.ACTIVITY_PLAN,
    ActivityType.DEVELOPMENT_PLAN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPart:
    heading: str
    paragraph: str


def lead(year: YearSummary) -> str:
    a, b = year.supporting.name, year.receiving.name
    names = f"{b}（受援方，以下简称乙方）与{a}（支援方，以下简称甲方）"
    text = f"{words.years(year.school_year)}，{names}"
    if year.agreements:
        text += f"按照{_titles(year)}开展结对帮扶。"
    else:
        text += "结对，尚未签署生效的协议。"
    text += f"截至{words.day(year.judged_on)}，{_done_words(year.figures)}。"
    if year.tally.total:
        text += f"本学年约定任务共{year.tally.total}期，{_tally_words(year.tally)}。"
    return text + "现将有关情况报告如下："


def _titles(year: YearSummary) -> str:
    return words.listed(f"《{a.title}》（编号{a.number}）" for a in year.agreements)


def _done_words(figures: Figures) -> str:
    if not figures.events and not figures.documents:
        return "没有双方确认的帮扶活动"
    parts = []
    if figures.events:
        parts.append(f"双方确认帮扶活动{figures.events}次")
    if figures.attendances:
        parts.append(f"参加{figures.attendances:,}人次")
    if figures.documents:
        parts.append(f"形成计划、鉴定等文件{figures.documents}份")
    return "，".join(parts)


def _tally_words(tally: Tally) -> str:
    """其中已完成32期、未完成3期, in the order of the statuses."""
    order = (
        (Status.MET, "已完成"),
        (Status.MET_LATE, "逾期完成"),
        (Status.EXCEEDED, "完成但超出上限"),
        (Status.BREACHED, "未完成"),
        (Status.EXEMPT, "免除"),
        (Status.ON_TRACK, "正在推进"),
        (Status.AT_RISK, "预警"),
        (Status.NOT_DUE, "未开始"),
    )
    told = [f"{word}{tally.of(code)}期" for code, word in order if tally.of(code)]
    return (
        f"其中{words.listed(told)}"
        if len(told) > 1
        else "全部" + told[0].rstrip("期0123456789")
    )


def basics(year: YearSummary) -> tuple[str, ...]:
    text = f"本结对关系（编号{year.code}）属{year.programme}"
    if year.round_number:
        text += f"第{year.round_number}轮"
    if year.batch:
        text += f"第{year.batch}批"
    if year.policy_title:
        number = f"（{year.policy_number}）" if year.policy_number else ""
        text += f"，依据《{year.policy_title}》{number}建立"
    text += f"，帮扶领域为{words.listed(year.area_names)}。" if year.area_names else "。"
    if year.consortium:
        text += f"双方同属{year.consortium}。"
    told = [_agreement_words(each, year=year) for each in year.agreements]
    return (text, *told, "双方的基本情况如表1所示。")


def _agreement_words(facts: AgreementFacts, *, year: YearSummary) -> str:
    text = (
        f"《{facts.title}》期限自{words.day(facts.starts_on)}至{words.day(facts.ends_on)}，"
        f"双方于{words.day(facts.effective_on)}签署完毕。"
    )
    for number, since in facts.amendments:
        text += f"补充协议（编号{number}）自{words.day(since)}起执行。"
    if facts.terminated_on and facts.terminated_on <= year.judged_on:
        text += f"协议已于{words.day(facts.terminated_on)}终止。"
    return text


def organisation(year: YearSummary) -> tuple[str, ...]:
    sides = (year.supporting, year.receiving)
    heads = words.listed(name for side in sides for name in side.heads)
    liaisons = words.listed(name for side in sides for name in side.liaisons)
    text = ""
    if heads:
        text += f"双方成立结对帮扶领导小组，{heads}任组长"
        text += f"，{liaisons}任联络员，负责日常联系。" if liaisons else "。"
    return tuple(each for each in (text + _meetings(year), _plans(year)) if each)


def _meetings(year: YearSummary) -> str:
    held = [d for d in year.deeds if d.type in MEETINGS and d.is_confirmed]
    if not held:
        return "本学年没有双方确认的会商活动记录。"
    counts: dict[str, int] = {}
    for deed in held:
        counts[deed.type_label] = counts.get(deed.type_label, 0) + 1
    told = words.listed(f"{label}{count}次" for label, count in counts.items())
    return (
        f"本学年双方会商{len(held)}次，其中{told}。" if len(counts) > 1 else f"本学年{told}。"
    )


def _plans(year: YearSummary) -> str:
    made = [d for d in year.deeds if d.type in PLANS and d.is_confirmed]
    if not made:
        return "本学年没有双方确认的计划类文件记录。"
    told = words.listed(f"{d.type_label}（{words.day(d.starts_on)}）" for d in made)
    return f"双方确认的计划类文件{len(made)}份：{told}。"


def work(year: YearSummary) -> str:
    held = [d for d in year.deeds if d.is_confirmed and not d.is_document]
    if not held:
        return "本学年没有双方确认的帮扶活动。"
    ways = (
        ("甲方到乙方", sum(tables.direction(d) == "甲方→乙方" for d in held)),
        ("乙方到甲方", sum(tables.direction(d) == "乙方→甲方" for d in held)),
        ("双方共同开展", sum(len(d.sides) == 2 for d in held)),
    )
    other = len(held) - sum(count for _, count in ways)
    told = [f"{way}{count}次" for way, count in ways if count]
    told += [f"线上和其他方式{other}次"] if other else []
    return (
        f"双方确认的{len(held)}次活动中，{words.listed(told)}。各领域数量见表2，一次活动计入"
        "两个领域的，在两处各列，合计只算一次；各计量单位分别统计，互不折算。"
    )


def area_parts(year: YearSummary) -> tuple[AreaPart, ...]:
    return tuple(
        AreaPart(
            heading=f"（{words.ordinal(place)}）{area.name}",
            paragraph="；".join(_type_words(label, figures) for label, figures in area.types)
            + "。",
        )
        for place, area in enumerate(year.areas, start=1)
    )


def _type_words(label: str, figures: Figures) -> str:
    if figures.documents and not figures.events:
        return f"{label}{figures.documents}份"
    parts = [f"{figures.events}次"]
    parts += [f"{figures.lessons}节"] if figures.lessons else []
    parts += [f"{words.yuan(figures.amount)}元"] if figures.amount else []
    parts += [f"{figures.goods:,}件"] if figures.goods else []
    people = f"，参加{figures.attendances:,}人次" if figures.attendances else ""
    return f"{label}{words.listed(parts)}{people}"
