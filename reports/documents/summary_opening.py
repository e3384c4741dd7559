"""The summary's first half: the lead, who is paired, on what they agreed."""

from collections.abc import Iterable

from compliance.engine.verdicts import Status
from reports.documents import words
from reports.documents.year import YearSummary
from reports.documents.year_deeds import Figures
from reports.documents.year_duties import Tally
from reports.documents.year_facts import AgreementFacts


def lead(year: YearSummary) -> str:
    a, b = year.supporting.name, year.receiving.name
    names = f"{b}（受援方，以下简称乙方）与{a}（支援方，以下简称甲方）"
    text = f"{year.period}，{names}"
    if year.agreements:
        text += f"按照{titles(year.agreements)}开展结对帮扶。"
    else:
        text += "结对，尚未签署生效的协议。"
    return text + figures_words(year)


def figures_words(year) -> str:
    """What was done and how the duties stand: the end of every lead."""
    text = f"截至{words.day(year.judged_on)}，{_done_words(year.figures)}。"
    if year.tally.total:
        the = "本学年" if year.period.endswith("学年") else ""
        text += f"{the}约定任务共{year.tally.total}期，{tally_words(year.tally)}。"
    return text + "现将有关情况报告如下："


def titles(agreements: Iterable[AgreementFacts]) -> str:
    return words.listed(f"《{a.title}》（编号{a.number}）" for a in agreements)


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


def tally_words(tally: Tally) -> str:
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
    told = [agreement_words(each, judged_on=year.judged_on) for each in year.agreements]
    return (text, *told, "双方的基本情况如表1所示。")


def agreement_words(facts: AgreementFacts, *, judged_on) -> str:
    text = (
        f"《{facts.title}》期限自{words.day(facts.starts_on)}至{words.day(facts.ends_on)}，"
        f"双方于{words.day(facts.effective_on)}签署完毕。"
    )
    for number, since in facts.amendments:
        text += f"补充协议（编号{number}）自{words.day(since)}起执行。"
    if facts.terminated_on and facts.terminated_on <= judged_on:
        text += f"协议已于{words.day(facts.terminated_on)}终止。"
    return text
