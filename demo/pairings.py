"""The pairings of the demo county: who supports whom, by which text, with which story."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class DemoPairing:
    """``years`` is the agreement's length; ``from_year`` counts school years back from now:
    1 is the last one, 0 the running one. ``season`` says whether it begins in March or in
    September."""

    code: str
    supporting: str
    receiving: str
    text: str
    areas: str
    from_year: int = 1
    season: str = "spring"
    years: int = 2
    batch: int = 1
    source: str = "bureau"
    consortium: bool = False
    story: str = "steady"


ALL = "school_management teaching teacher_development"
PAIRINGS = (
    DemoPairing(
        code="QL-JD-001",
        supporting="shiyan",
        receiving="shigu",
        text="twelve_years",
        areas=ALL,
        story="main",
    ),
    DemoPairing(
        code="QL-JD-002",
        supporting="waiyu",
        receiving="baishi",
        text="twelve_years",
        areas=ALL,
        story="behind",
    ),
    DemoPairing(
        code="QL-JD-003",
        supporting="yizhong",
        receiving="shuangxi",
        text="cooperation",
        areas=ALL,
        from_year=2,
        season="autumn",
        years=3,
        story="mentors",
    ),
    DemoPairing(
        code="QL-JD-004",
        supporting="shuangxi",
        receiving="yunling",
        text="meetings",
        areas="school_management teaching school_conditions",
        from_year=1,
        season="autumn",
        years=3,
        batch=2,
        source="self",
        story="quiet",
    ),
    DemoPairing(
        code="QL-JD-005",
        supporting="diyi",
        receiving="songping",
        text="remote_teaching",
        areas="teaching teacher_development",
        consortium=True,
        story="late",
    ),
    DemoPairing(
        code="QL-JD-006",
        supporting="diyi",
        receiving="hekan",
        text="remote_teaching",
        areas="teaching teacher_development",
        consortium=True,
        story="steady",
    ),
    DemoPairing(
        code="QL-JD-007",
        supporting="diyi",
        receiving="tangwan",
        text="meetings",
        areas="school_management teaching school_conditions",
        season="autumn",
        years=3,
        consortium=True,
        story="over",
    ),
    DemoPairing(
        code="QL-JD-008",
        supporting="yucai",
        receiving="liushu",
        text="cooperation",
        areas=ALL,
        from_year=1,
        season="autumn",
        years=3,
        batch=2,
        story="amended",
    ),
    DemoPairing(
        code="QL-JD-009",
        supporting="jiguan",
        receiving="hekanyou",
        text="meetings",
        areas="school_management teaching school_conditions",
        season="autumn",
        years=3,
        batch=2,
        story="steady",
    ),
    DemoPairing(
        code="QL-JD-010",
        supporting="wangzhi",
        receiving="zhizhuan",
        text="meetings",
        areas="school_management teaching school_conditions",
        season="autumn",
        years=3,
        batch=2,
        source="self",
        story="behind",
    ),
    DemoPairing(
        code="QL-JD-011",
        supporting="erxiao",
        receiving="beipo",
        text="remote_teaching",
        areas="teaching teacher_development",
        story="ended",
    ),
    DemoPairing(
        code="QL-JD-012",
        supporting="tejiao",
        receiving="shigute",
        text="meetings",
        areas="school_management teaching school_conditions",
        season="autumn",
        years=3,
        batch=2,
        story="unsigned",
    ),
    DemoPairing(
        code="QL-JD-013",
        supporting="yucai",
        receiving="zhibu",
        text="none",
        areas="campus_culture",
        batch=2,
        source="self",
        story="none",
    ),
    DemoPairing(
        code="QL-JD-014",
        supporting="yucai",
        receiving="yunling",
        text="posts",
        areas="school_management teacher_development",
        years=3,
        story="posts",
    ),
    DemoPairing(
        code="QL-JD-015",
        supporting="yizhong",
        receiving="liushu",
        text="young_teachers",
        areas="teaching teacher_development",
        from_year=0,
        season="autumn",
        years=1,
        story="young",
    ),
    DemoPairing(
        code="QL-JD-016",
        supporting="yizhong",
        receiving="baishi",
        text="county_plan",
        areas="school_management teacher_development",
        season="autumn",
        years=3,
        story="wide",
    ),
    DemoPairing(
        code="QL-JD-017",
        supporting="zhizhuan",
        receiving="baishi",
        text="party_branch",
        areas="campus_culture school_conditions",
        from_year=0,
        season="autumn",
        years=2,
        source="self",
        story="party",
    ),
    DemoPairing(
        code="QL-JD-018",
        supporting="erxiao",
        receiving="hekan",
        text="base_schools",
        areas="school_management teaching",
        season="autumn",
        years=2,
        source="self",
        story="base",
    ),
    DemoPairing(
        code="QL-JD-019",
        supporting="waiyu",
        receiving="songping",
        text="research_room",
        areas="teaching campus_culture",
        from_year=0,
        season="autumn",
        years=1,
        source="self",
        story="room",
    ),
    DemoPairing(
        code="QL-JD-020",
        supporting="erxiao",
        receiving="tangwan",
        text="month_plan",
        areas="teaching teacher_development",
        from_year=0,
        season="autumn",
        years=1,
        batch=2,
        story="months",
    ),
)
