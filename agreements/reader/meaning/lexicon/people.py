"""Who does it, in other people's words: posts, ranks, marks, and what 每 and 各 count."""

# The longest word that begins first counts.
POSTS: tuple[tuple[str, str], ...] = (
    ("principal", "正校长|一把手|校长(?!助理|室|负责制|信箱)"),
    ("kindergarten_head", "园长(?!助理)"),
    ("secretary", "(?:党)?(?:总)?支部书记|党委书记|书记"),
    ("vice_principal", "副校长|分管校长|业务校长"),
    ("vice_kindergarten_head", "副园长|业务园长"),
    ("vice_secretary", "副书记"),
    ("principal_assistant", "校长助理"),
    ("teaching_director", "(?:教学|教导|教务)(?:处)?(?:主任|副主任)"),
    ("moral_director", "(?:德育|政教)(?:处)?主任"),
    ("safety_director", "安全(?:处|办)?主任"),
    ("general_director", "(?:总务|后勤)(?:处)?主任"),
    ("care_director", "保教主任"),
    ("league_secretary", "团委书记|团支部书记"),
    ("pioneer_counsellor", "(?:少先队)?大队辅导员"),
    ("office_head", "处室负责(?:人|同志)|(?:科室|部门)负责人"),
    ("vice_director", "副主任"),
    ("research_group_head", "教研组长"),
    ("grade_head", "年级(?:组)?长|年级主任"),
    ("planning_group_head", "备课组长"),
    ("class_teacher", "班主任"),
    ("team_cadre", "团队干部|团、队"),
    (
        "leadership",
        "(?:学校)?领导班子(?:成员)?|班子成员|校级领导|校领导|两校领导|学校领导|帮扶领导",
    ),
    ("manager", "管理干部|(?<!岗位)管理人员|中层(?:干部|管理人员|领导)?(?!以上|及以上)|干部"),
    ("post_keeper", "岗位管理人员"),
    ("party_member", "(?<!预备)党员"),
)
RANKS: tuple[tuple[str, str], ...] = (
    ("principal", "正校级(?:及以上|以上)?(?:领导|干部|职务)?"),
    ("vice_principal", "(?:副校级|校级)(?:及以上|以上)?(?:领导|干部|职务|行政)*"),
    ("office_head", "中层(?:及以上|以上)(?:领导|干部|管理人员|管理干部|行政)*"),
    ("research_group_head", "(?:教研)?组长(?:及以上|以上)(?:干部|教师)?"),
)
MARKS: tuple[tuple[str, str], ...] = (
    ("on_payroll", "在编(?:在岗)?"),
    ("young", "(?:中)?青年|年轻"),
    ("excellent", "优秀|优质"),
    ("backbone", "骨干"),
    ("full_time", "专职"),
    ("new_teacher", "新任|新入职|新聘|新上岗|新分配|新"),
    ("senior_title", "(?:中)?高级(?:职称|及以上职称)?(?:的)?"),
    ("subject_leader", "学科带头人|带头人"),
    ("famous", "名师|特级教师|名优教师"),
)
ALONE = ("学科带头人", "带头人", "名师", "特级教师", "名优教师")  # marks that need no noun
PERSON = "(?:学科)?(?:教师|老师|人员|师资|教研员|干部|者)"
# Whoever stands behind one of these is done to, not doing.
OBJECT = "(?:联系|对|为|给|向|与|同|听|将|帮助|指导|培养|考核|由对方|带动|面向|针对)"
# Between such a word and the people.
OWNER = (
    "(?:甲方|乙方|对方|双方|受援|支援|帮扶|学校|本校|挂职|任教|结对(?:村|支部|单位)?|贫困|困难"
    r"|全体|全面|的|所|派|各|每[名位个]|一名|\d+名)*"
)
# The mentees are a side of their own in the papers of mentors.
MENTEES = ("青年教师", "新教师", "被指导教师", "年轻教师")

# What each counts: the kind, and the words of its nouns.
ROSTERS: tuple[tuple[str, str], ...] = (
    ("mentor_pairs", "对|师徒|对子|结对师徒"),
    ("teachers", ".*(?:教师|老师|党员|人员|徒弟|师傅|导师|人|教职工|干部)"),
    ("schools", ".*(?:学校|校|园|单位|中学|小学)"),
)
LEADERS = ("校领导", "学校领导", "班子成员")
LEADERS_ARE = ("principal", "vice_principal")
