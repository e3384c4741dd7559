"""The bureaus, schools and accounts of a county that exists nowhere."""

from dataclasses import dataclass

CITY = ("澜州市教育局", "澜州市", "990100")
COUNTY = ("青岚县教育局", "青岚县", "990121")
DISTRICT = ("望川区教育局", "望川区", "990103")

AREAS = (
    ("school_management", "学校管理", "School management"),
    ("teaching", "教育教学", "Teaching"),
    ("teacher_development", "教师专业发展", "Teacher development"),
    ("campus_culture", "校园文化建设", "Campus culture"),
    ("school_conditions", "办学条件", "School conditions"),
)


@dataclass(frozen=True, kw_only=True)
class DemoSchool:
    key: str
    name: str
    short: str
    type: str
    stages: str
    urban: str
    district: str
    bureau: str = "county"
    kind: str = "school"
    code: str = ""
    sites: tuple[str, ...] = ()


SCHOOLS = (
    DemoSchool(
        key="shiyan",
        name="青岚县实验学校",
        short="县实验学校",
        type="345",
        stages="primary junior senior",
        urban="111",
        district="城关学区",
        code="3499000001",
    ),
    DemoSchool(
        key="yizhong",
        name="青岚县第一中学",
        short="县一中",
        type="341",
        stages="junior senior",
        urban="111",
        district="城关学区",
        code="3499000002",
    ),
    DemoSchool(
        key="diyi",
        name="青岚县第一实验小学",
        short="第一实验小学",
        type="211",
        stages="primary",
        urban="111",
        district="城关学区",
        code="2199000003",
    ),
    DemoSchool(
        key="erxiao",
        name="青岚县城关第二小学",
        short="城关二小",
        type="211",
        stages="primary",
        urban="112",
        district="城关学区",
        code="2199000004",
    ),
    DemoSchool(
        key="yucai",
        name="青岚县育才初级中学",
        short="育才中学",
        type="311",
        stages="junior",
        urban="111",
        district="城关学区",
        code="3199000005",
    ),
    DemoSchool(
        key="jiguan",
        name="青岚县机关幼儿园",
        short="机关幼儿园",
        type="111",
        stages="preschool",
        urban="111",
        district="城关学区",
        code="1199000006",
    ),
    DemoSchool(
        key="tejiao",
        name="青岚县特殊教育学校",
        short="特教学校",
        type="511",
        stages="special",
        urban="112",
        district="城关学区",
        code="5199000007",
    ),
    DemoSchool(
        key="zhizhuan",
        name="青岚县职业中等专业学校",
        short="县职专",
        type="361",
        stages="vocational",
        urban="112",
        district="城关学区",
        code="3699000008",
    ),
    DemoSchool(
        key="waiyu",
        name="望川区外国语学校",
        short="望川外国语",
        type="345",
        stages="primary junior senior",
        urban="111",
        district="望川学区",
        bureau="district",
        code="3499000009",
    ),
    DemoSchool(
        key="wangzhi",
        name="望川区职业技术学校",
        short="望川职校",
        type="361",
        stages="vocational",
        urban="111",
        district="望川学区",
        bureau="district",
        code="3699000010",
    ),
    DemoSchool(
        key="shigu",
        name="青岚县石鼓湾学校",
        short="石鼓湾学校",
        type="345",
        stages="primary junior senior",
        urban="121",
        district="石鼓湾学区",
        code="3499000011",
        sites=("小郝庄教学点",),
    ),
    DemoSchool(
        key="baishi",
        name="青岚县白石岭学校",
        short="白石岭学校",
        type="345",
        stages="primary junior senior",
        urban="210",
        district="白石岭学区",
        code="3499000012",
    ),
    DemoSchool(
        key="shuangxi",
        name="青岚县双溪口九年制学校",
        short="双溪口学校",
        type="312",
        stages="primary junior",
        urban="121",
        district="双溪口学区",
        code="3199000013",
    ),
    DemoSchool(
        key="liushu",
        name="青岚县柳树坪初级中学",
        short="柳树坪中学",
        type="311",
        stages="junior",
        urban="210",
        district="石鼓湾学区",
        code="3199000014",
    ),
    DemoSchool(
        key="songping",
        name="青岚县松坪乡中心小学",
        short="松坪小学",
        type="211",
        stages="primary",
        urban="210",
        district="松坪学区",
        code="2199000015",
        sites=("松坪乡云头教学点", "松坪乡下坝教学点"),
    ),
    DemoSchool(
        key="hekan",
        name="青岚县河坎镇中心小学",
        short="河坎小学",
        type="211",
        stages="primary",
        urban="121",
        district="松坪学区",
        code="2199000016",
    ),
    DemoSchool(
        key="tangwan",
        name="青岚县塘湾小学",
        short="塘湾小学",
        type="211",
        stages="primary",
        urban="220",
        district="松坪学区",
        code="2199000017",
    ),
    DemoSchool(
        key="yunling",
        name="青岚县云岭小学",
        short="云岭小学",
        type="211",
        stages="primary",
        urban="220",
        district="双溪口学区",
        code="2199000018",
    ),
    DemoSchool(
        key="hekanyou",
        name="青岚县河坎镇中心幼儿园",
        short="河坎幼儿园",
        type="111",
        stages="preschool",
        urban="121",
        district="松坪学区",
        code="1199000019",
    ),
    DemoSchool(
        key="shigute",
        name="青岚县石鼓湾特教资源中心",
        short="石鼓湾特教中心",
        type="511",
        stages="special",
        urban="121",
        district="石鼓湾学区",
    ),
    DemoSchool(
        key="beipo",
        name="青岚县北坡小学",
        short="北坡小学",
        type="211",
        stages="primary",
        urban="220",
        district="双溪口学区",
        code="2199000021",
    ),
    DemoSchool(
        key="zhibu",
        name="青岚县石鼓湾镇上湾村党支部",
        short="上湾村党支部",
        type="",
        stages="",
        urban="220",
        district="石鼓湾学区",
        kind="unit",
    ),
    DemoSchool(
        key="weisheng",
        name="青岚县松坪乡卫生院",
        short="松坪乡卫生院",
        type="",
        stages="",
        urban="210",
        district="松坪学区",
        kind="unit",
    ),
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    username: str
    name: str
    role: str
    of: str  # key of a school, or county / city


ACCOUNTS = (
    DemoAccount("bureau", "沈砚秋", "bureau_staff", "county"),
    DemoAccount("inspector", "顾明远", "inspector", "county"),
    DemoAccount("liaison-a", "罗佳宁", "liaison", "shiyan"),
    DemoAccount("liaison-b", "马若溪", "liaison", "shigu"),
    DemoAccount("principal-a", "程立群", "principal", "shiyan"),
    DemoAccount("principal-b", "韩长青", "principal", "shigu"),
)
