"""Several schools of one area: joint meetings, a base school that changes every term.

Its duties are those of 感悟二 of the third (002) and of 篇四 of the fifth seed document (004),
which say the same, every sentence restated.
"""

from demo.texts import Item, Section, Text, duty

BASE_SCHOOLS = Text(
    title="片区学校结对互助协议书",
    preamble=(
        "为在片区内共享教育资源、相互促进，甲乙双方会同片区其他学校商定结对互助，"
        "由甲乙双方订立本协议。"
    ),
    sections=(
        Section(
            label="（一）",
            heading="组织",
            area="school_management",
            items=(
                Item(
                    label="1.",
                    duties=(
                        duty(
                            "joint_meetings",
                            "片区联席会议",
                            "both",
                            "joint_meeting",
                            "events",
                            "term",
                            minimum=1,
                            maximum=2,
                            actor_roles=["leadership"],
                        ),
                        duty(
                            "base_school",
                            "确定基地学校",
                            "both",
                            "base_school",
                            "items",
                            "term",
                            minimum=1,
                        ),
                    ),
                    closing="基地学校承办当学期的活动，展示办学特色。",
                ),
            ),
        ),
        Section(
            label="（二）",
            heading="活动与总结",
            area="teaching",
            items=(
                Item(
                    label="1.",
                    duties=(
                        duty(
                            "monthly",
                            "片区每月活动",
                            "both",
                            "research_activity joint_planning lecture mentor_meeting "
                            "teaching_contest",
                            "events",
                            "month",
                            minimum=1,
                            modality="should",
                        ),
                    ),
                ),
                Item(
                    label="2.",
                    duties=(
                        duty(
                            "term_summary",
                            "结对考核总结",
                            "each",
                            "term_summary",
                            "items",
                            "term",
                        ),
                    ),
                    closing="各教研组和每位师傅写好书面总结，由学校汇总。",
                ),
                Item(
                    label="3.",
                    text="双方的工作计划、活动方案和评估试卷等材料及时交流，相互借鉴。",
                ),
            ),
        ),
    ),
    copies=2,
    copy_holders=(("甲方", 1), ("乙方", 1)),
)
