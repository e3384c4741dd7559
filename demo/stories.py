"""Where a demo pairing leaves the even pace: what was forgotten, late, too small, waived.

Without an entry every duty of every window is done in full, spread evenly. Windows are
counted back from the one that holds the demo day: 0 is that one, 1 the one before.
"""

from demo.more_stories import MORE_STORIES
from demo.turns import Turn

STORIES: dict[str, dict[tuple[str, int], Turn]] = {
    "main": {
        ("听课研修", 0): Turn(small=1, waiting=1),
        ("听课研修", 1): Turn(small=1),
        ("示范课", 0): Turn(waiting=1),
        ("示范课", 1): Turn(entered_late=16),
        ("听课评课", 0): Turn(skip=4),
        ("专题讲座", 1): Turn(without_topic=True),
        ("青年教师到校任教", 1): Turn(extra=1),
        ("领导班子共同研究", 0): Turn(returned=1),
        ("高中专题研究", 1): Turn(waived="高中部迁入新校区，当学期停开教研活动"),
        ("中层干部到校指导", 1): Turn(skip=1, make_up=True),
    },
    "behind": {
        ("示范课", 0): Turn(skip=4),
        ("听课评课", 0): Turn(skip=6, waiting=1),
        ("校领导到校指导", 0): Turn(skip=2),
        ("听课研修", 0): Turn(skip=2, small=1),
        ("初中共同备课", 1): Turn(skip=2),
        ("专题讲座", 1): Turn(skip=1),
        ("互派干部挂职", 1): Turn(skip=1),
        ("每月活动", 1): Turn(skip=1),
        ("每月活动", 3): Turn(skip=1),
        ("学科教研活动", 1): Turn(skip=1),
        ("帮扶资金", 1): Turn(skip=1),
        ("学期总结", 1): Turn(late_days=9),
    },
    "mentors": {
        ("师傅听评课", 0): Turn(waiting=1),
        ("师傅指导课题", 1): Turn(skip=1),
        ("论文或案例", 0): Turn(skip=2),
        ("挂职人员评价", 1): Turn(late_days=4),
        ("骨干教师到校示范", 1): Turn(skip=2),
        ("一把手交流", 1): Turn(voided=1),
    },
    "quiet": {
        ("每月活动", 0): Turn(skip=1),
        ("每月活动", 1): Turn(skip=1),
        ("每月活动", 2): Turn(waiting=1),
        ("学科教研活动", 0): Turn(skip=2),
        ("帮扶资金", 1): Turn(waived="受援学校当学期由项目资金统一保障"),
    },
    "late": {
        ("教学研讨", 0): Turn(skip=2, waiting=1),
        ("教学研讨", 1): Turn(skip=1),
        ("暑期业务培训", 0): Turn(skip=1),
    },
    "over": {
        ("领导联席会议", 0): Turn(extra=2),
        ("领导联席会议", 1): Turn(extra=2),
        ("学期总结", 1): Turn(late_days=5),
    },
    "amended": {
        ("教育教学研讨", 0): Turn(waiting=1),
        ("论文或案例", 1): Turn(late_days=0, skip=1),
        ("对口协作会议", 0): Turn(entered_late=21),
    },
    "steady": {},
    "ended": {("教学研讨", 0): Turn(skip=3)},
    "unsigned": {},
    "none": {},
    **MORE_STORIES,
}
STEADY = Turn()


def turn_of(story: str, *, name: str, back: int) -> Turn:
    return STORIES[story].get((name, back), STEADY)
