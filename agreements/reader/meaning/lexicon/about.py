"""What a duty is about, where it is done and what it includes, in other people's words."""

TOPICS: tuple[tuple[str, str], ...] = (
    ("ethics", "师德(?:师风)?(?:建设)?|师风"),
    ("moral_education", "德育(?!主任|处)"),
    (
        "teaching_research",
        "教育科研|主题[::]教学|教学研究(?=课题)|教学(?=(?:专题)?讲座)(?<!教育教学)",
    ),
    ("team_activity", "团队(?=活动(?:方案|策划)|工作|教育)"),
    ("management", "(?<!班级)(?<!决策与)(?:学校)?管理(?:工作|经验|水平)(?!人员|干部)"),
    ("curriculum_reform", "课改|课程改革|新课程"),
    ("class_management", "班级管理|班主任工作"),
    ("mental_health", "心理健康(?:教育)?"),
    ("safety", "安全(?:教育|防范|管理)"),
    ("school_development", "学校发展(?!规划)"),
    ("brand", "品牌特色(?:学校)?(?:建设)?|(?:学校)?品牌(?:建设)?|特色(?:学校)?建设"),
    ("culture", "(?:校园|学校)文化(?:建设)?"),
    ("classroom", "高效课堂|(?<=主题:)课堂教学|课堂改革"),
    ("burden", "减轻学生[^,;。]{0,4}负担|减负|双减"),
    ("info_tech", "(?:教育)?信息化"),
)
SUBJECTS: tuple[tuple[str, str], ...] = (
    ("history_society", "历史与社会"),
    ("chinese", "语文"),
    ("mathematics", "数学"),
    ("english", "英语"),
    ("physics", "物理"),
    ("chemistry", "化学"),
    ("biology", "生物"),
    ("history", "历史"),
    ("geography", "地理"),
    ("politics", "道德与法治|政治|思想品德|道法"),
    ("science", "科学"),
    ("music", "音乐"),
    ("art", "美术"),
    ("pe", "体育(?!节)"),
    ("it", "信息技术"),
    ("labour", "劳动"),
    ("comprehensive", "综合实践"),
)
# Behind a list of subjects stands one of these; else 科学 and 劳动 are ordinary words.
OF_SUBJECTS = (
    "(?:课|学科|科目|科|教师|老师|教研|集体备课|公开课|示范课|研讨课|等|联考|为主"
    r"|不少于|至少|各|\d|[一二两三四五六七八九十]+[次节场])"
)
STAGES: tuple[tuple[str, str], ...] = (
    ("preschool", "学前|幼儿园"),
    ("primary", "小学"),
    ("junior", "初中"),
    ("senior", "高中"),
    ("vocational", "中职"),
    ("special", "特教|特殊教育"),
)
OF_STAGES = "(?:每(?=学期|学年|月|周|年)|双方|学段|部|阶段|段|教育阶段)"
CONTENTS: tuple[tuple[str, str], ...] = (
    ("same_time", "统一[^。;]{0,20}?时间|同一时间"),
    ("same_paper", "统一[^。;]{0,20}?(?:题目|试卷|命题|试题)|同一试卷"),
    ("same_marking", "统一[^。;]{0,24}?(?:评分|阅卷)(?:标准)?|同一评分标准"),
    ("analysis", "(?:交流|反馈|通报)[^。;]{0,4}(?:检测|考试|质量)?分析|质量分析"),
    ("feedback", "课后[^。;]{0,4}(?:评议|评课|交流|反思)"),
    ("record", "(?:活动|过程|书面|详细)记录|做好记录"),
    ("outcome", "取得[^。;]{0,6}成果|形成[^。;]{0,8}成果"),
)
COVERAGE: tuple[tuple[str, str], ...] = (
    ("subjects", "个?(?:以上)?(?:的)?(?:学科|科目)"),
    ("topics", "个?(?:主题|专题)"),
    ("types", "种(?:活动)?(?:类型|形式)"),
    ("grades", "个?年级"),
    ("stages", "个?学段"),
)

GOING = "(?:到|去|赴|来|深入|在|走进|进|回|前往|入)"
# The other school whichever side goes.
OTHERS = (
    "(?:对口|协作|结对|对方|兄弟|友好|联盟|伙伴|合作)(?:协作|帮扶|支援|的)?"
    "(?:学校|单位|园|卫生院|村|方)?(?!班级)|对方"
)
RECEIVERS = (
    "乙方|受援(?:学校|方|校|园)?|受帮扶(?:学校|方|园)?|被帮扶(?:学校|方|园)?"
    "|薄弱(?:学校|园)|农村(?:学校|中小学|小学|中学)"
    "|成员校|山区学校|乡镇(?:学校|中心校)?"
)
SUPPORTERS = (
    "甲方|支援(?:学校|方|校)|帮扶(?:学校|园|方)|领航校|(?:城区|优质|示范)(?:学校|园|校)"
    "|基地学?校|核心校|市、区级示范学校|区级示范学校"
)
OURS = "我[校园]|本[校园]"
ALTERNATING = "轮流|轮换|轮值|交替"
ONLINE = (
    "(?:通过|利用|借助|依托|运用)[^,;。]{0,6}(?:网络|互联网|平台|远程|视频)"
    "|线上|在线|云端|空中课堂|视频会议"
)
SOMEWHERE = "[^,;。的]{2,14}?(?:学校|中学|小学|幼儿园|园|村)"  # a school called by its name
MUTUAL = "互派|互访|互换|互送"
