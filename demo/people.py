"""Names that read real and belong to nobody, and the staff every demo school has."""

from dataclasses import dataclass

SURNAMES = (
    "陈林黄周吴徐孙胡朱高何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎"
    "易常武乔贺赖龚文"
)
GIVEN = (
    "佳宁",
    "若溪",
    "砚秋",
    "思远",
    "明轩",
    "雨桐",
    "志恒",
    "晓岚",
    "文博",
    "静姝",
    "建国",
    "海燕",
    "立群",
    "春燕",
    "国梁",
    "雅琴",
    "正阳",
    "慧敏",
    "少华",
    "丽娟",
    "永康",
    "秋菊",
    "德胜",
    "玉兰",
    "一鸣",
    "书瑶",
    "子昂",
    "可欣",
    "浩然",
    "诗涵",
    "泽宇",
    "梦洁",
    "俊杰",
    "婉清",
    "天佑",
    "芷若",
    "家豪",
    "语嫣",
    "宏伟",
    "素云",
    "振华",
    "月明",
    "学勤",
    "巧玲",
    "光远",
    "佩芳",
    "长青",
    "淑贞",
)
# Names outside GB 2312: every school keeps one, so that lists and PDFs show them daily.
RARE = ("王翀", "赵喆", "李堃", "张祎", "刘赟", "杨昇", "周旻", "吴玥", "林骉", "陈䶮")


@dataclass(frozen=True, slots=True)
class Post:
    title: str
    roles: tuple[str, ...]
    qualifications: tuple[str, ...] = ()
    is_head: bool = False


POSTS = (
    Post("校长", ("principal",), ("senior_title",), is_head=True),
    Post("副校长", ("vice_principal",), ("senior_title",)),
    Post("教导主任", ("teaching_director", "subject_teacher"), ("backbone", "excellent")),
    Post("德育主任", ("moral_director", "subject_teacher")),
    Post("安全主任", ("safety_director",)),
    Post("少先队大队辅导员", ("pioneer_counsellor", "teacher"), ("on_payroll", "young")),
    Post("办公室主任", ("office_head",), ("full_time",)),
    Post("语文教研组长", ("research_group_head", "subject_teacher"), ("backbone", "excellent")),
    Post(
        "数学教研组长",
        ("research_group_head", "subject_teacher"),
        ("subject_leader", "excellent"),
    ),
    Post("英语教师", ("subject_teacher",), ("excellent", "on_payroll")),
    Post("科学教师", ("subject_teacher",), ("backbone", "on_payroll")),
    Post("历史与社会教师", ("subject_teacher",), ("on_payroll",)),
    Post("青年教师", ("subject_teacher",), ("on_payroll", "young")),
    Post("青年教师", ("subject_teacher",), ("on_payroll", "young", "new_teacher")),
    Post("班主任", ("class_teacher", "subject_teacher"), ("on_payroll", "young")),
    Post("图书管理员", ("librarian", "staff")),
    Post("档案管理员", ("archivist", "staff")),
    Post("党总支书记", ("secretary", "party_member")),
    Post("党员教师", ("party_member", "subject_teacher")),
)
KINDERGARTEN_TITLES = {"校长": "园长", "副校长": "副园长", "教导主任": "保教主任"}
KINDERGARTEN_ROLES = {
    "principal": "kindergarten_head",
    "vice_principal": "vice_kindergarten_head",
    "teaching_director": "care_director",
}
UNIT_POSTS = (
    Post("书记", ("secretary", "party_member"), is_head=True),
    Post("副书记", ("vice_secretary", "party_member")),
    Post("干事", ("staff", "party_member"), ("full_time",)),
)


def name_at(index: int) -> str:
    """A different name for every index below some five thousand."""
    return (
        SURNAMES[index % len(SURNAMES)]
        + GIVEN[(index * 7 + index // len(SURNAMES)) % len(GIVEN)]
    )


def phone_at(index: int) -> str:
    """A number of the range kept for fiction: 1990000 and four figures."""
    return f"1990000{index % 10000:04}"
