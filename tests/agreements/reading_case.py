"""A text with its reading made by hand, and people around it: what pages and services of a
reading are tested with, whatever the reader of the day finds."""

from datetime import date

from agreements.reader.values import (
    Clause,
    Duty,
    Heading,
    Leftover,
    Obligation,
    Reading,
    Said,
    Span,
    Unread,
)

TEXT = """学校结对帮扶协议书
甲方（支援学校）：青岚县明德路小学
乙方（受援学校）：青岚县松坪乡中心小学
为缩小校际差距，双方约定如下。
一、学校管理
甲方指导乙方完善各项管理制度。甲方校长或副校长每学期到乙方指导管理工作两次以上，交流办学经验。
二、教育教学
甲方每学期到乙方上示范课不少于四节，其中语文不少于一节。
双方定期组织学生交流活动，增进友谊。
每人发放资料3份。
三、其他
本协议一式两份。
甲方（盖章）：
年　月　日"""


def span(words: str, *, after: str = "") -> Span:
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return Span(start=start, end=start + len(words))


def _clause(label: str, heading: str, first: str, last: str, **more) -> Clause:
    start, end = TEXT.index(first), TEXT.index(last) + len(last)
    return Clause(label=label, heading=heading, span=Span(start=start, end=end), **more)


def reading() -> Reading:
    visit = Obligation(
        name="到校指导",
        party="supporting",
        activity_types=("visit",),
        actor_roles=("principal", "vice_principal"),
        period="term",
        minimum=2,
        venue="receiving",
    )
    lesson = Obligation(
        name="示范课",
        party="supporting",
        activity_types=("demo_lesson",),
        measure="lessons",
        period="term",
        minimum=4,
        venue="receiving",
    )
    share = Obligation(
        name="语文示范课",
        party="supporting",
        activity_types=("demo_lesson",),
        subjects=("chinese",),
        measure="lessons",
        period="term",
        minimum=1,
        part_of=lesson,
    )
    exchange = Obligation(
        name="学生交流",
        party="both",
        activity_types=("student_exchange",),
        period="term",
        uncounted=True,
    )
    duties = (
        Duty(
            span=span("每学期到乙方指导管理工作两次以上"),
            obligation=visit,
            said=Said(unit="次"),
            sources={
                "party": (span("甲方", after="甲方校长"),),
                "actor_roles": (span("校长或副校长"),),
                "minimum": (span("两次以上"),),
            },
            clause=1,
        ),
        Duty(
            span=span("甲方每学期到乙方上示范课不少于四节"),
            obligation=lesson,
            said=Said(unit="节"),
            sources={"minimum": (span("不少于四节"),)},
            clause=3,
        ),
        Duty(
            span=span("其中语文不少于一节"),
            obligation=share,
            said=Said(unit="节"),
            whole=1,
            clause=3,
        ),
        Duty(
            span=span("双方定期组织学生交流活动"),
            obligation=exchange,
            said=Said(),
            clause=4,
        ),
    )
    return Reading(
        text=TEXT,
        is_of_the_genre=True,
        heading=Heading(
            title="学校结对帮扶协议书",
            supporting_school="青岚县明德路小学",
            receiving_school="青岚县松坪乡中心小学",
            starts_on=date(2026, 9, 1),
            ends_on=date(2029, 8, 31),
            copies=2,
        ),
        clauses=(
            _clause("一、", "学校管理", "一、学校管理", "交流办学经验。", level=1),
            _clause("", "", "甲方指导乙方", "交流办学经验。", level=2, parent=0),
            _clause("二、", "教育教学", "二、教育教学", "资料3份。", level=1),
            _clause("", "", "甲方每学期到乙方上", "一节。", level=2, parent=2),
            _clause("", "", "双方定期", "增进友谊。", level=2, parent=2),
            _clause("", "", "每人发放", "资料3份。", level=2, parent=2),
            _clause("三、", "其他", "三、其他", "年　月　日", level=1),
        ),
        duties=duties,
        unread=(Unread(span=span("每人发放资料3份。"), why=Leftover.NUMBER),),
    )
