"""A year of teaching research: a weekly meeting, readings, lessons in named weeks of the term.

Its duties are those of 篇一 of the fifth seed document (004), every sentence restated.
``in_week`` is a teaching week of the first term; its days are put in when the county is laid
around a day.
"""

from demo.texts import Item, Section, Text, duty

GROUPS = Section(
    label="（一）",
    heading="教研组建设",
    area="teaching",
    items=(
        Item(
            label="1.",
            duties=(
                duty(
                    "group_plan",
                    "教研组活动策划",
                    "each",
                    "activity_plan",
                    "items",
                    "once",
                    actor_roles=["research_group_head"],
                    due_kind="day_of_year",
                    due_month=9,
                    due_day=15,
                ),
                duty(
                    "teaching_plans",
                    "学科教研计划",
                    "each",
                    "research_plan",
                    "items",
                    "once",
                    due_kind="day_of_year",
                    due_month=9,
                    due_day=15,
                ),
                duty(
                    "weekly_research",
                    "每周教研活动",
                    "both",
                    "research_activity",
                    "events",
                    "week",
                    minimum=1,
                ),
                duty(
                    "weekly_study",
                    "每周分组学习",
                    "receiving",
                    "study_session",
                    "events",
                    "week",
                ),
            ),
            closing="活动做到计划、组织、内容三落实，时间、地点、主讲人三固定，并留有评课记录。",
        ),
    ),
)

READING = Section(
    label="（二）",
    heading="读书活动",
    area="campus_culture",
    items=(
        Item(
            label="1.",
            duties=(
                duty(
                    "reading",
                    "教师研读专著",
                    "receiving",
                    "book_reading",
                    "items",
                    "term",
                    minimum=1,
                    each_of="teachers",
                ),
                duty(
                    "book_each",
                    "学生图书交换",
                    "receiving",
                    "book_sharing",
                    "percent",
                    "term",
                    minimum=100,
                    counted_side="receiving",
                ),
                duty(
                    "notes_contest",
                    "读书笔记评比",
                    "receiving",
                    "teaching_contest",
                    "events",
                    "once",
                    due_kind="term_end",
                ),
            ),
            closing="学生每人带一本书交换阅读，只记参加人数，不登记姓名。",
        ),
    ),
)

WEEKS = Section(
    label="（三）",
    heading="课堂教学安排",
    area="teaching",
    items=(
        Item(
            label="1.",
            duties=(
                duty(
                    "week_3",
                    "第3周公开课",
                    "receiving",
                    "open_lesson",
                    "lessons",
                    "once",
                    subjects=["chinese", "mathematics", "music", "pe"],
                    coverage_of="subjects",
                    coverage_distinct=4,
                    in_week=3,
                ),
                duty(
                    "week_4",
                    "第4周新教师汇报课",
                    "receiving",
                    "open_lesson",
                    "lessons",
                    "once",
                    actor_qualifications=[["new_teacher"]],
                    in_week=4,
                ),
                duty(
                    "week_11",
                    "第11周说课比赛",
                    "receiving",
                    "lesson_talk",
                    "events",
                    "once",
                    in_week=11,
                ),
                duty(
                    "week_16",
                    "第16周过关课",
                    "receiving",
                    "research_lesson",
                    "lessons",
                    "once",
                    in_week=16,
                ),
            ),
        ),
    ),
)

RESEARCH_ROOM = Text(
    title="校本研修协作协议书",
    preamble="为改进课堂教学、提高教研质量，甲乙双方商定本学年共同开展校本研修，订立本协议。",
    sections=(GROUPS, READING, WEEKS),
    copies=2,
    copy_holders=(("甲方", 1), ("乙方", 1)),
)
