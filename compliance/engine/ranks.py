"""Who stands above whom: posts by rank, and the names that stand for several posts."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

# 校长 = 园长 = 书记 > 副校级 > 校长助理 > 中层 > 副主任 > 组长 > 教师 = 职员.
# A smaller number is higher.
LEVEL: Mapping[str, int] = MappingProxyType(
    {
        "principal": 1,
        "kindergarten_head": 1,
        "secretary": 1,
        "vice_principal": 2,
        "vice_kindergarten_head": 2,
        "vice_secretary": 2,
        "principal_assistant": 3,
        "teaching_director": 4,
        "moral_director": 4,
        "safety_director": 4,
        "general_director": 4,
        "care_director": 4,
        "league_secretary": 4,
        "pioneer_counsellor": 4,
        "office_head": 4,
        "vice_director": 5,
        "research_group_head": 6,
        "grade_head": 6,
        "planning_group_head": 6,
        "class_teacher": 7,
        "subject_teacher": 7,
        "teacher": 7,
        "librarian": 7,
        "reading_room_keeper": 7,
        "av_keeper": 7,
        "instrument_keeper": 7,
        "archivist": 7,
        "staff": 7,
        "party_member": 7,
        "other": 8,
    }
)

# A clause may name a group: 团队干部, 管理干部, 领导班子. Each stands for any of its posts.
GROUPS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "team_cadre": frozenset({"league_secretary", "pioneer_counsellor"}),
        "leadership": frozenset(role for role, level in LEVEL.items() if level <= 3),
        "manager": frozenset(role for role, level in LEVEL.items() if level <= 5),
        "post_keeper": frozenset(
            {"librarian", "reading_room_keeper", "av_keeper", "instrument_keeper", "archivist"}
        ),
        "any_teacher": frozenset(
            {
                "research_group_head",
                "grade_head",
                "planning_group_head",
                "class_teacher",
                "subject_teacher",
                "teacher",
            }
        ),
    }
)


def posts(role: str) -> frozenset[str]:
    """The posts that ``role`` stands for: a group's members, else itself."""
    return GROUPS.get(role, frozenset({role}))


def holds(roles: Iterable[str], *, wanted: Iterable[str]) -> bool:
    """Whether somebody with ``roles`` holds any of the ``wanted`` roles or groups.

    >>> holds({"league_secretary"}, wanted={"team_cadre"})
    True
    """
    held = set(roles)
    return any(posts(role) & held for role in wanted)


def reaches(roles: Iterable[str], *, minimum_rank: str) -> bool:
    """Whether somebody with ``roles`` stands at ``minimum_rank`` or above.

    >>> reaches({"vice_principal"}, minimum_rank="office_head")
    True
    """
    lowest = LEVEL[minimum_rank]
    return any(LEVEL.get(role, 99) <= lowest for role in roles)
