"""The turns of the pairings whose agreements carry the rest of the documents' duties."""

from demo.turns import Turn

MORE_STORIES: dict[str, dict[tuple[str, int], Turn]] = {
    "posts": {
        ("岗位人员对口指导", 1): Turn(skip=1),
        ("岗位人员到校学习", 0): Turn(waiting=1),
        ("轮流教学研讨", 1): Turn(skip=1),
    },
    "young": {
        ("导师每周听课", 1): Turn(waiting=1),
        ("导师每周听课", 4): Turn(skip=1),
        ("徒弟每周听课", 2): Turn(skip=1),
        ("听导师的课", 1): Turn(skip=1),
        ("听导师的课", 5): Turn(skip=1, make_up=True),
        ("导师检查教案", 1): Turn(skip=1),
        ("教学随笔", 1): Turn(skip=1),
        ("期中学习心得", 0): Turn(late_days=5),
        ("师徒互听两轮", 0): Turn(skip=1),
    },
    "wide": {
        ("结对两所薄弱学校", 0): Turn(waiting=1),
        ("中青年教师培训周", 1): Turn(skip=1),
        ("中青年教师培训周", 3): Turn(skip=1),
        ("欢送支教教师", 1): Turn(skip=1),
        ("青年教师上公开课", 0): Turn(returned=1),
        ("年度例会", 1): Turn(skip=1),
        ("学校支教总结", 1): Turn(skip=1),
    },
    "party": {
        ("捐赠床上用品", 0): Turn(small=1),
        ("甲方领导驻校工作", 1): Turn(skip=1),
        ("校领导走访", 0): Turn(skip=1),
        ("班级党课", 0): Turn(waiting=1),
        ("培养积极分子", 0): Turn(skip=1),
    },
    "base": {
        ("片区联席会议", 1): Turn(extra=2),
        ("片区每月活动", 1): Turn(skip=1),
        ("片区每月活动", 4): Turn(skip=1),
        ("结对考核总结", 1): Turn(skip=1),
        ("确定基地学校", 0): Turn(waiting=1),
    },
    "room": {
        ("每周教研活动", 1): Turn(waiting=1),
        ("每周教研活动", 3): Turn(skip=1),
        ("每周分组学习", 2): Turn(skip=1),
        ("教研组活动策划", 0): Turn(late_days=6),
        ("第3周公开课", 0): Turn(skip=1),
        ("教师研读专著", 0): Turn(skip=2),
        ("学生图书交换", 0): Turn(small=1),
    },
    "months": {
        ("十月签订协议", 0): Turn(skip=1),
        ("十一月送教下乡", 0): Turn(waiting=1),
        ("两周听课", 1): Turn(skip=1),
        ("两周听课", 3): Turn(entered_late=20),
    },
}
