"""A year's calendar of pairing work, month by month.

Its duties are those of 篇二 and of the calendar in 篇三 of the fifth seed document (004), every
sentence restated. A month is a season: what belongs to June is open in June.
"""

from demo.texts import Item, Section, Text, duty


def in_month(month: int, last: int, key: str, name: str, *fields: str, **more) -> dict:
    """One thing that is to be done in one month of the plan."""
    return duty(
        key,
        name,
        *fields,
        "once",
        season="dates",
        season_from=f"{month:02}-01",
        season_to=f"{month:02}-{last}",
        **more,
    )


def of_month(label: str, *duties: dict) -> Item:
    return Item(label=label, duties=duties)


AUTUMN = Section(
    label="（一）",
    heading="第一学期安排",
    area="teaching",
    items=(
        of_month(
            "1.",
            in_month(10, 31, "plan", "十月制订计划", "both", "annual_plan", "items"),
            in_month(10, 31, "signing", "十月签订协议", "both", "pairing_agreement", "items"),
        ),
        of_month(
            "2.",
            in_month(11, 30, "mentors", "十一月师徒座谈", "both", "mentor_meeting", "events"),
            in_month(
                11,
                30,
                "delivery",
                "十一月送教下乡",
                "supporting",
                "teaching_delivery",
                "events",
                venue="receiving",
            ),
        ),
        of_month(
            "3.",
            in_month(
                12,
                31,
                "lecture_lessons",
                "十二月名师讲座",
                "supporting",
                "lecture",
                "events",
                topics=["classroom"],
                actor_qualifications=[["famous"], ["senior_title"]],
            ),
        ),
        of_month(
            "4.",
            in_month(1, 31, "marking", "一月评价改革研讨", "both", "joint_study", "events"),
        ),
    ),
)

SPRING = Section(
    label="（二）",
    heading="第二学期安排",
    area="teaching",
    items=(
        of_month(
            "1.",
            in_month(3, 31, "leaders", "三月联席会议", "both", "joint_meeting", "events"),
            in_month(3, 31, "exchange", "三月计划交流", "both", "leaders_exchange", "events"),
        ),
        of_month(
            "2.",
            in_month(4, 30, "research", "四月教学研讨", "both", "research_activity", "events"),
            in_month(4, 30, "designs", "四月点评设计", "supporting", "plan_check", "events"),
        ),
        of_month(
            "3.",
            in_month(
                5,
                31,
                "lecture_research",
                "五月名师讲座",
                "supporting",
                "lecture",
                "events",
                topics=["teaching_research"],
                actor_qualifications=[["famous"], ["senior_title"]],
            ),
        ),
        of_month(
            "4.",
            in_month(6, 30, "sharing", "六月教案共享", "both", "resource_sharing", "events"),
            in_month(6, 30, "half_year", "六月工作小结", "each", "term_summary", "items"),
        ),
    ),
)

LEARNING = Section(
    label="（三）",
    heading="徒弟学习",
    area="teacher_development",
    items=(
        Item(
            label="1.",
            duties=(
                duty(
                    "fortnightly",
                    "两周听课",
                    "receiving",
                    "lesson_observation",
                    "lessons",
                    "fortnight",
                    minimum=1,
                ),
                duty(
                    "learned",
                    "学习心得和总结",
                    "receiving",
                    "reflection",
                    "items",
                    "term",
                    due_kind="term_end",
                ),
            ),
        ),
    ),
)

MONTH_PLAN = Text(
    title="年度结对互助工作协议书",
    preamble="为落实城乡学校结对互助，甲乙双方商定本学年逐月工作安排，订立本协议。",
    sections=(AUTUMN, SPRING, LEARNING),
    copies=3,
    copy_holders=(("甲方", 1), ("乙方", 1), ("县教育局", 1)),
)
