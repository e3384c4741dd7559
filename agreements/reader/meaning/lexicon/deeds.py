"""What is done, in other people's words."""

SOME = "[^,;。]"

# Where two of them overlap the one that begins first counts, then the longer one. A line further
# up is the stronger among equals.
DEEDS: tuple[tuple[str, str], ...] = (
    (
        "secondee_evaluation",
        rf"(?:对|为)?挂职(?:干部|人员|教师)?{SOME}{{0,14}}(?:考核|鉴定|评价)",
    ),
    ("teacher_evaluation", rf"(?:任教|支教|跟岗){SOME}{{0,10}}(?:考核|鉴定|评价)(?!总结)"),
    ("secondee_evaluation", "书面鉴定|挂职鉴定"),
    ("liaison_named", "(?:作为|担任|为|任)?[^,;。]{0,12}(?:联系人|联络员|联络人)"),
    ("joint_meeting", "联席会议?|(?:对口)?协作会议|(?:领导小组|协调|推进|工作)会议"),
    ("work_meeting", "工作例会|例会|碰头会|调度会"),
    ("meet_up", "(?:结对)?(?:互助)?见面会|对接会|启动仪式|结对仪式"),
    (
        "leaders_exchange",
        rf"(?:共同)?研究管理工作(?:和|、)?(?:交流管理经验)?|管理经验(?:的)?交流|交流管理经验"
        rf"|一把手{SOME}{{0,50}}?交流|领导{SOME}{{0,6}}(?:互访|交流)|班子{SOME}{{0,8}}(?:互访|交流)"
        r"|工作计划交流|管理(?:工作)?(?:研讨|论坛)",
    ),
    (
        "secondment_manager",
        rf"挂职(?:锻炼|学习)?|驻校{SOME}{{0,8}}管理|(?:出任|担任|任){SOME}{{0,8}}(?:校长|园长)(?:助理)?"
        "|驻校",
    ),
    ("send_off", r"欢送(?:会|活动|仪式)?"),
    (
        "secondment_teacher",
        r"任教|支教(?!学校|人员|教师|工作总结)|顶岗(?!实习)|(?:交流)?轮岗|驻校任课|驻点教学",
    ),
    (
        "staff_study",
        rf"(?:岗位|管理|后勤)(?:管理)?人员{SOME}{{0,16}}学习|岗位(?:学习|培训|实践)",
    ),
    (
        "shadowing",
        rf"跟岗(?:学习|培训|研修|锻炼)?|跟班(?:学习)?|蹲点|脱产(?:学习|培训)|影子培训"
        rf"|进行每月一周的教学培训|(?:选派|派|选送){SOME}{{0,20}}(?:到|去|赴|来)"
        rf"{SOME}{{0,12}}(?:学习|培训|进修|锻炼)",
    ),
    ("same_topic_lessons", "同课异构|同上一[节堂]课|同题异构"),
    ("open_lesson", r"公开课|公开教学|汇报课|展示课|亮相课|公开展示"),
    ("research_lesson", r"研讨课|研究课|过关课|两轮听课|磨课"),
    (
        "demo_lesson",
        r"示范(?:性)?(?:公开)?课|教学示范|示范教学|观摩课|示范引领课|优质课展示|上示范",
    ),
    ("observation_lesson", rf"听?{SOME}{{0,10}}常态课|随堂课|家常课"),
    (
        "study_visit",
        rf"听课研修|听课学习|观摩学习|观摩研修|(?:到|去|赴|来){SOME}{{0,10}}听课"
        rf"|听{SOME}{{0,5}}(?:导师|师傅|指导(?:教师|老师))的?课|参观学习|观摩活动",
    ),
    (
        "lesson_observation",
        rf"(?:随班|随堂|推门|跟踪)?听[、]?课?评?课(?:、评课)?|听评课|评课议课|(?<!听课)评课"
        rf"|听{SOME}{{0,8}}[节堂]课|互相听课|互听",
    ),
    ("joint_planning", r"(?:集体|共同|联合|网络|协同)备课|备课活动|共备"),
    ("party_lecture", rf"(?:讲|上)?党课{SOME}{{0,4}}(?:讲座)?|微党课"),
    (
        "lecture",
        r"(?:专题|学术|名师|专家|教育教学|德育)*(?:讲座|报告会|专题报告|辅导报告|讲学)",
    ),
    ("full_training", "全员(?:性)?(?:业务)?(?:培训|轮训)"),
    (
        "training",
        r"(?:业务|专题|技能|教师|骨干|校本|岗前|集中|师资|信息技术|短期)*(?:培训|轮训)(?:活动|班|会)?",
    ),
    ("project_guidance", rf"课题(?:研究)?指导|指导{SOME}{{0,6}}课题(?:研究)?"),
    ("research_project", r"(?:科研|研究|教研|合作|小)课题|课题(?:研究)?(?!指导)"),
    (
        "activity_plan",
        r"活动(?:的)?(?:实施)?(?:方案|策划|计划|预案)",
    ),
    (
        "research_activity",
        rf"(?:学科|校际|联合|专题|主题|网络|区域|校本|大)*(?:教研(?!组|室|员|计划)|教科研|教研教改)"
        rf"(?:教改)?(?:活动|交流|研讨)?|(?:教育|课堂)?教学(?:工作)?(?:交流|研讨|研究)"
        rf"(?:[、和与]?(?:交流|研讨))?(?:活动|会)?|研讨活动|研讨会|教学沙龙|开展活动",
    ),
    (
        "joint_study",
        rf"(?:问题|难题|课题|改革|专题){SOME}{{0,4}}(?:共同|专题|联合)?(?:研究|攻关|研讨交流|研讨)"
        "|专题研究",
    ),
    (
        "quality_check",
        r"(?:教学|学业|教育)?质量(?:的)?(?:检测|监测|调研|分析)|统一检测|联考|统考|统一(?:测试|考试)"
        "|(?:期中|期末|模拟)(?:考试|检测)",
    ),
    (
        "themed_activity",
        r"(?:主题(?:教育|实践|班会|队会|团日|党日)?|(?:德育|团队|少先队|社团|文体|校园文化))活动"
        r"|读书节|科技节|艺术节|体育节|文化节|运动会|研学(?:旅行)?|社会实践",
    ),
    (
        "student_exchange",
        rf"(?:学生|师生|同学|少年){SOME}{{0,6}}(?:交流|互访|互动|联谊)(?:活动)?|手拉手(?!班)"
        "|交流活动|书信往来",
    ),
    ("teaching_delivery", r"送教(?:下乡|上门|到校)?(?:活动)?|送课(?:下乡|到校)?|送培|送研"),
    ("mentor_meeting", rf"师徒{SOME}{{0,6}}(?:座谈会?|交流会)|结对子|座谈会?"),
    (
        "mentor_pair",
        rf"(?:结成|结为|建立|确定|签订)?{SOME}{{0,6}}(?:师徒(?!座谈)(?:结对|对子)?|帮扶对子|结对子|对子)"
        r"|拜师|青蓝工程|一对一结对",
    ),
    ("resource_sharing", r"(?:教案|课件|资源|试题|资料|教学设计)(?:的)?(?:共享|共用|互通)"),
    (
        "pupil_aid",
        r"(?:帮扶|资助|救助|关爱|帮助)[^,;。]{0,6}(?:贫困|困难|留守|特困)(?:学生|儿童)",
    ),
    (
        "donation_money",
        r"资金|经费|捐款|捐资|补助(?:金|费)?|补贴|助学金|奖学金|专款|款项|(?<=\d)万?元",
    ),
    (
        "donation_goods",
        r"捐(?:赠|助|献)|物资|用品|赠送|物质|图书(?!管理|馆|交换|、阅览)(?=\d|[^,;。]{0,3}册)|电脑",
    ),
    ("base_school", "基地学?校"),
    (
        "household_pairing",
        rf"(?:联系|结对?|帮扶|帮助|包联){SOME}{{0,6}}(?:困难|贫困|特困)(?:党员|户|家庭|群众|职工)"
        "|穷亲|[户]困难|困难家庭",
    ),
    ("class_pairing", rf"结对{SOME}{{0,4}}班级|班级结对|手拉手班级"),
    (
        "school_pairing",
        rf"(?:结对|帮扶|对口支援|捆绑){SOME}{{0,8}}所{SOME}{{0,8}}(?:学校|中小学|中学|小学|园)"
        rf"|与{SOME}{{0,24}}学校{SOME}{{0,12}}[“\"]?(?:结对|帮扶)",
    ),
    ("lesson_talk", "说课(?:比赛|活动|展示|竞赛)?"),
    (
        "teaching_contest",
        r"(?:教学|业务|技能|课堂|基本功|教师|优质课|读书笔记|笔记|素养)*(?:竞赛|比赛|大赛|赛课|评比|评选)(?:活动)?",
    ),
    ("half_day_opening", r"(?:半日|教学)?开放(?:日|周|活动)|半日开放"),
    ("study_session", r"(?:教师)?(?:分组|集中|政治|业务|理论)学习"),
    ("book_reading", rf"(?:读|研读|阅读|精读){SOME}{{0,8}}(?:专著|书籍|名著|一本|书目|著作)"),
    ("book_sharing", "好书|图书(?:交换|漂流|共享)|共读"),
    (
        "plan_check",
        rf"(?:检查|查阅|批阅|审阅|点评){SOME}{{0,6}}(?:教案|教学设计|备课)|教案检查",
    ),
    ("appraisal", rf"(?:对|考核){SOME}{{0,4}}教师(?:进行|的)?{SOME}{{0,4}}(?:考核|评价)?"),
    (
        "social_event",
        "联谊(?:活动|会)?|联欢(?:会)?|文艺(?:汇演|演出)|(?:篮球|排球|足球)(?:赛|友谊赛)",
    ),
    ("free_clinic", "义诊(?:活动)?|健康体检"),
    ("activist_training", "入党积极分子"),
    ("home_visit", "走访(?:看望|慰问)?|看望|慰问|家访"),
    (
        "pairing_agreement",
        r"(?:签订|签署|签){SOME}{0,8}(?:协议书?|合同|责任书)".replace("{SOME}", SOME),
    ),
    ("schedule", r"(?:工作|活动|帮扶)*(?:安排表|日程表|行事历|配档表)"),
    ("development_plan", r"(?:学校|中长期|三年|五年|教师)*发展规划"),
    ("research_plan", r"教研(?:活动|工作)?计划|(?:学科)?教学(?:工作)?计划"),
    (
        "annual_plan",
        r"(?:年度|学年|学期|结对|帮扶|协作|支教|工作|实施|对口|具体|本年度|当年度)*(?:的)?"
        r"(?:计划|方案)(?!交流)(?:书)?",
    ),
    ("year_summary", r"(?:年度|年终|全年|支教|学年|年末)(?:工作)?(?:总结|报告)|工作总结"),
    ("term_summary", r"(?:学期|阶段|考核|半年)?(?:工作)?(?:总结|小结)"),
    ("observation_book", "听课(?:记录|笔记)(?:本)?"),
    (
        "paper",
        rf"(?:教育|教学|教改|经验|学术)*论文{SOME}{{0,4}}(?:或|、|和|及){SOME}{{0,4}}案例",
    ),
    ("thesis", r"(?:教育|教学|教改|经验|学术|专业|研究)*(?:论文|文章)"),
    ("teaching_case", r"(?:教育|教学|优秀|典型)*案例"),
    ("reflection", r"(?:学习|工作|培训|读书|教学)?(?:的)?(?:心得(?:体会)?|体会|反思|感悟)"),
    ("teaching_note", r"(?:教学|教育|成长)?(?:随笔|叙事|日记|日志|札记)"),
    (
        "visit",
        rf"(?:到|去|赴|深入|来){SOME}{{0,10}}(?:指导|视导|调研|走访|诊断|把脉)|对口指导|入校指导"
        rf"|指导(?:管理|相关|教学|学校)?工作|到{SOME}{{0,8}}工作",
    ),
    (
        "inspection",
        r"(?:过程性?)?(?:抽查|督导|督查|巡查|检查|视察|验收)(?:评估)?|年终考核|终结性评价|绩效考核|评估|考核",
    ),
)

# Where these are meant, what else stands there is only their manner or their end.
RULING = (
    "liaison_named",
    "secondee_evaluation",
    "teacher_evaluation",
    "pairing_agreement",
    "send_off",
    "quality_check",
    "schedule",
    "activity_plan",
    "full_training",
    "staff_study",
    "secondment_manager",
    "resource_sharing",
    "base_school",
    "meet_up",
    "year_summary",
    "leaders_exchange",
)
# What these say they say of themselves: with another deed beside them they fall away.
YIELDING = (
    "inspection",
    "visit",
    "appraisal",
    "donation_goods",
    "donation_money",
    "research_project",
    "term_summary",
    "training",
)
# A number of yuan is money whatever stands beside it, people who are sent are a dispatch.
BY_MEASURE = {
    "amount": ("donation_money",),
    "goods": ("donation_goods",),
    "pairs": ("mentor_pair",),
}
