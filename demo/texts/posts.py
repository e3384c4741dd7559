"""A middle school and a primary school: the keepers of posts visit one another.

Its duties are those of 协议书5 of the first seed document (000), every sentence restated.
"""

from demo.texts import Item, Section, Text, duty

POSTS = Text(
    title="城乡学校岗位对口帮扶协议书",
    policy_title="关于进一步加强农村学校工作的意见",
    policy_number="青教〔2024〕22号",
    preamble=(
        "为缩小城乡学校差距，帮助薄弱学校改进管理，根据{policy}要求，"
        "甲乙双方协商一致，订立本协议。"
    ),
    sections=(
        Section(
            label="（一）",
            heading="甲方责任",
            area="school_management",
            items=(
                Item(
                    label="1.",
                    duties=(
                        duty(
                            "research_in_turn",
                            "轮流教学研讨",
                            "both",
                            "research_activity",
                            "events",
                            "school_year",
                            minimum=2,
                            venue="alternating",
                            topics_agreed=True,
                        ),
                    ),
                    closing="研讨的时间不作固定，每学年的次数由双方签订协议时商定。",
                ),
                Item(
                    label="2.",
                    duties=(
                        duty(
                            "posts_guide",
                            "岗位人员对口指导",
                            "supporting",
                            "visit",
                            "events",
                            "term",
                            minimum=1,
                            actor_roles=["office_head", "post_keeper"],
                            venue="receiving",
                        ),
                    ),
                ),
                Item(label="3.", text="甲方帮助乙方编制学校发展规划。"),
                Item(
                    label="4.",
                    duties=(
                        duty(
                            "liaison_a",
                            "甲方联系人",
                            "supporting",
                            "liaison_named",
                            "people",
                            "once",
                            minimum=1,
                            minimum_rank="vice_principal",
                        ),
                    ),
                ),
            ),
        ),
        Section(
            label="（二）",
            heading="乙方责任",
            area="teacher_development",
            items=(
                Item(
                    label="1.", text="乙方主动配合甲方开展帮扶，为甲方举办培训和讲座提供条件。"
                ),
                Item(
                    label="2.",
                    duties=(
                        duty(
                            "posts_study",
                            "岗位人员到校学习",
                            "receiving",
                            "staff_study",
                            "events",
                            "term",
                            minimum=1,
                            actor_roles=["office_head", "post_keeper"],
                            venue="supporting",
                        ),
                        duty(
                            "liaison_b",
                            "乙方联系人",
                            "receiving",
                            "liaison_named",
                            "people",
                            "once",
                            minimum=1,
                            minimum_rank="vice_principal",
                        ),
                    ),
                ),
            ),
        ),
    ),
    copies=2,
    copy_holders=(("甲方", 1), ("乙方", 1)),
    needs_seal=True,
)
