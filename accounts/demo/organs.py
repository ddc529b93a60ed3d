"""Which organs the demo county has. Pure data; every name of a place is invented."""

from dataclasses import dataclass

COUNTY = "中共清禾县委员会"
WORK_COMMITTEE = "县直机关工委"
COUNTY_OFFICE = "县委办公室"

PARTY_WORK = "组织建设、党员教育管理、队伍建设、思想建设、群团统战"
DISCIPLINE = "作风建设、纪律建设、反腐败、监督考核、制度建设、减负"
BUSINESS = "业务工作、服务中心、安全稳定"
HEADS_CHARGE = "政治建设、主体责任、一岗双责"
CHARGES = (PARTY_WORK, DISCIPLINE, BUSINESS)


@dataclass(frozen=True)
class Organ:
    """One organ: key for account names, full and short name, kind, title of its head, deputies, the clerk, bodies below (name, kind)."""

    key: str
    name: str
    short: str
    kind: str
    head: str
    deputies: tuple[str, ...]
    clerk: str
    below: tuple[tuple[str, str], ...] = ()


BUREAU = ("党组成员、副局长", "党组成员、副局长")
COMMITTEE_BUREAU = ("党委委员、副局长", "党委委员、副局长")
OFFICE_CLERK = "机关党委专职副书记"

ORGANS = (
    Organ(
        "caizheng", "县财政局党组", "县财政局", "党组", "党组书记、局长", BUREAU, OFFICE_CLERK,
        (("县财政局机关党委", "机关党委"), ("县财政局预算国库党支部", "党支部"), ("县财政局非税收入征收服务中心党支部", "党支部")),
    ),
    Organ(
        "jiaoyu", "县教育局党委", "县教育局", "党委", "党委书记、局长", (*COMMITTEE_BUREAU, "党委委员、总督学"), "党建办主任",
        (("县教育局机关党支部", "党支部"), ("县第一中学党委", "党委"), ("县实验小学党总支", "党总支"), ("县特殊教育学校党支部", "党支部")),
    ),
    Organ(
        "gongan", "县公安局党委", "县公安局", "党委", "党委书记、局长",
        ("党委副书记、政委", "党委委员、副局长", "党委委员、副局长"), "政工室主任",
        (("县公安局机关党委", "机关党委"), ("县公安局交通警察大队党总支", "党总支"), ("县公安局城关派出所党支部", "党支部")),
    ),
    Organ(
        "yiyuan", "县人民医院党委", "县人民医院", "党委", "党委书记", ("党委副书记、院长", "党委委员、副院长"), "党委办公室主任",
        (("县人民医院门急诊党支部", "党支部"), ("县人民医院内科党支部", "党支部"), ("县人民医院外科党支部", "党支部")),
    ),
    Organ(
        "weijian", "县卫生健康局党组", "县卫健局", "党组", "党组书记、局长", BUREAU, OFFICE_CLERK,
        (("县卫生健康局机关党总支", "党总支"), ("县疾病预防控制中心党支部", "党支部")),
    ),
    Organ(
        "shuili", "县水利局党组", "县水利局", "党组", "党组书记、局长", BUREAU, "办公室主任",
        (("县水利局机关党支部", "党支部"), ("清禾水库管理所党支部", "党支部")),
    ),
    Organ(
        "shijian", "县市场监督管理局党组", "县市场监管局", "党组", "党组书记、局长", (*BUREAU, "党组成员、总工程师"), OFFICE_CLERK,
        (("县市场监督管理局机关党委", "机关党委"), ("县市场监督管理局综合行政执法大队党支部", "党支部")),
    ),
    Organ(
        "nongye", "县农业农村局党委", "县农业农村局", "党委", "党委书记、局长", COMMITTEE_BUREAU, "党建办主任",
        (("县农业农村局机关党总支", "党总支"), ("县农业技术推广中心党支部", "党支部")),
    ),
    Organ(
        "zhujian", "县住房和城乡建设局党委", "县住建局", "党委", "党委书记、局长", COMMITTEE_BUREAU, "办公室主任",
        (("县住房和城乡建设局机关党支部", "党支部"),),
    ),
    Organ(
        "jiaotong", "县交通运输局党委", "县交通运输局", "党委", "党委书记、局长", COMMITTEE_BUREAU, "办公室主任",
        (("县交通运输局机关党总支", "党总支"), ("县公路事业发展中心党支部", "党支部")),
    ),
    Organ(
        "renshe", "县人力资源和社会保障局党组", "县人社局", "党组", "党组书记、局长", BUREAU, OFFICE_CLERK,
        (("县人力资源和社会保障局机关党委", "机关党委"), ("县人力资源和社会保障局社会保险事业服务中心党支部", "党支部")),
    ),
    Organ(
        "minzheng", "县民政局党组", "县民政局", "党组", "党组书记、局长", ("党组成员、副局长",), "办公室主任",
        (("县民政局机关党支部", "党支部"),),
    ),
    Organ(
        "ziran", "县自然资源和规划局党组", "县自然资源局", "党组", "党组书记、局长", BUREAU, "办公室主任",
        (("县自然资源和规划局机关党总支", "党总支"),),
    ),
    Organ(
        "shengtai", "市生态环境局清禾县分局党组", "生态环境分局", "党组", "党组书记、分局长", ("党组成员、副分局长",), "办公室主任",
        (("市生态环境局清禾县分局机关党支部", "党支部"),),
    ),
    Organ(
        "yingji", "县应急管理局党委", "县应急管理局", "党委", "党委书记、局长", COMMITTEE_BUREAU, "办公室主任",
        (("县应急管理局机关党支部", "党支部"),),
    ),
    Organ(
        "fagai", "县发展和改革局党组", "县发改局", "党组", "党组书记、局长", BUREAU, OFFICE_CLERK,
        (("县发展和改革局机关党总支", "党总支"),),
    ),
    Organ(
        "wenlv", "县文化广电旅游体育局党组", "县文广旅体局", "党组", "党组书记、局长", BUREAU, "办公室主任",
        (("县文化广电旅游体育局机关党总支", "党总支"), ("县图书馆党支部", "党支部")),
    ),
    Organ(
        "shenpi", "县行政审批和政务信息管理局党组", "县行政审批局", "党组", "党组书记、局长", BUREAU, "办公室主任",
        (("县行政审批和政务信息管理局政务服务中心党支部", "党支部"),),
    ),
    Organ(
        "tuiyi", "县退役军人事务局党组", "县退役军人局", "党组", "党组书记、局长", ("党组成员、副局长",), "办公室主任",
        (("县退役军人事务局机关党支部", "党支部"),),
    ),
    Organ(
        "dangan", "县档案馆党总支", "县档案馆", "党总支", "党总支书记、馆长", ("党总支委员、副馆长",), "办公室主任",
        (("县档案馆第一党支部", "党支部"), ("县档案馆第二党支部", "党支部")),
    ),
    Organ("xinfang", "县信访局党支部", "县信访局", "党支部", "党支部书记、局长", ("支部委员、副局长",), "办公室主任"),
)  # fmt: skip

# Organs of the county committee itself: (key, name, short, the Party body inside, its kind, its secretary's title, the deputy's).
OFFICES = (
    ("xianweiban", COUNTY_OFFICE, "县委办", "县委办公室机关党总支", "党总支", "县委办公室副主任、机关党总支书记", "机关党总支委员"),
    ("zuzhibu", "县委组织部", "县委组织部", "县委组织部机关党支部", "党支部", "县委组织部副部长、机关党支部书记", "机关支部委员"),
    (
        "xuanchuanbu",
        "县委宣传部",
        "县委宣传部",
        "县委宣传部机关党支部",
        "党支部",
        "县委宣传部副部长、机关党支部书记",
        "机关支部委员",
    ),
)

# County leaders and the organs in their charge (keys).
LEADERS = (
    ("xianwei1", "县委书记", ()),
    ("xianwei2", "县委副书记", ("jiaoyu", "weijian", "yiyuan", "nongye", "minzheng", "tuiyi")),
    ("xianwei3", "县委常委、组织部部长", ("renshe", "dangan", "xinfang")),
    ("xianwei4", "县委常委、常务副县长", ("caizheng", "fagai", "shenpi", "shijian", "yingji", "ziran", "shengtai")),
)
