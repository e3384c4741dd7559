"""How findings, shares, workloads and conditions are told: patterns that ask nothing."""

_NUMBER = r"\d[\d.]*"
_HAN = "一二两三四五六七八九十"
# A clause with one of these tells how things are, unless it is binding.
FOUND = (
    # changes
    rf"(?:提升|提高|上升|下降|降低|缩短|增长|增加|减少|升|降)(?:了|至|到)?{_NUMBER}(?:%|个百分点)",
    rf"[从由]{_NUMBER}%",
    r"[较比](?:19|20)\d\d年|同比",
    rf"率为{_NUMBER}",
    # about how many there were
    r"平均每|近[百千万]|近\d+[余多]?人?[人名次]",
    rf"(?:不足|不到|仅有|只有|难得){_NUMBER}?[{_HAN}]?[次节人名开有]",
    r"问卷|受访|有\d+[名人][^,;]*(?:获|被评)",
    # how a workload is counted
    r"按[^,;]{0,8}(?:计算|折算)",
)
# What makes a number asked for all the same.
OUGHT = r"(?<![适相反对响供效])应(?!邀|用|对|变|急|届)|须|[都均]要"
BINDING = (
    rf"{OUGHT}|要(?!求|点|素)|确保|保证|力争|争取|不低于|不少于|至少|达到|目标"
    rf"|[\d{_HAN}][^\d,;]{{1,2}}及?以上"
)
# A clause with one of these sets a condition, an occasion or a rate.
UNLESS = (
    rf"^(?!.*(?:{OUGHT}|不低于|不少于|至少)).*占[^,;:。]{{0,14}}?{_NUMBER}%(?!以上)",
    r"一次次",
    r"^[ “]*(?:如果|倘若|假如|一旦)",
    r"排名[^,;]*前",
    rf"担任[^,;]{{1,8}}(?:{_NUMBER}|[{_HAN}]+)年(?:及)?以上",
    rf"用[\d{_HAN}至到-]{{1,5}}年(?:左右)?的?时间",
    r"每(?:[上听讲做写办看读]完|到)一",
    r"^[ ]*每(?:指导|带教|培养|带)一[名位个人]",
    r"收到[^,;]{0,4}答复",
    r"积分",
    rf"(?:连续|累计)[{_HAN}\d]+(?:次|年|学期|个月|学年)(?:以上)?(?:不|未|无故|缺|没有|达不到)",
    rf"分(?:为|成)?[{_HAN}\d]+个?(?:等级|等次|档次|档|级|阶段|层次|步骤|步)",
    rf"[前后][{_HAN}\d]+名",
    r"如(?:因|有|遇|需|果|确|未|不)[^,;]*(?:的|者|时)$",
    r"^[ ]*每(?:送教|上课|听课|讲课|培训|参加|完成|发表|获奖)[^,;]{0,4}一[次节篇项场]"
    r"[^,;]{0,3}(?:计|算|折|得|加|奖励)",
)
# A sentence with one of these is of a survey, or of years gone by.
SURVEYED = (
    r"(?:调查|调研|统计|数据|结果|研究)(?:显示|表明|发现)",
    r"(?:\d{4}年|近年|多年|近几年)以?来",
    r"的年限",
    r"^[^,]{0,3}(?:上一?|前一?|首)(?:轮|届|周期|阶段|批)[^,]{0,8}[中里间],",
    r"名单附后",
)
# What somebody tells of the own work: 担任班主任, 每周14节课.
OWN_WORK = r"(?:我|本人)[^。]*(?:担任|任教)|(?:担任|任教)[^。]*(?:我|本人)"
# Behind a number that only counts names of things: 六个必须, 五个一, 三类学生.
SLOGANS = r"必须|一(?![次节名场份篇])|坚持|结合|到位|重点|方面|层面|环节|维度|统一|共同|转变"
KINDS_OF = r"(?:重点|主要|困难)?(?:学生|教师|人员|对象|方式|形式|模式|情况|类型|问题|困难|途径)"
