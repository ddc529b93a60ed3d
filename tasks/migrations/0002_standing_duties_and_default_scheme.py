"""The library of standing duties, each with an honest mark, and a first scheme of scoring for the office to publish or change."""

from django.db import migrations

BRANCH = "《中国共产党支部工作条例（试行）》"
MEMBERS = "《中国共产党党员教育管理工作条例》"
OFFICES = "《中国共产党党和国家机关基层组织工作条例》"
DUTY = "《党委（党组）落实全面从严治党主体责任规定》"
IDEOLOGY = "意识形态工作责任制有关规定"
READ, TOLD, RECALLED = "text_read", "second_hand", "recalled"
M, Q, H, Y, E = "month", "quarter", "half_year", "year", "event"

# code, title, actor, period, the period is a proposal, rule, article (only where the text was read), mark
DUTIES = (
    ("D01", "召开支部党员大会", "党支部", Q, False, BRANCH, "", TOLD),
    ("D02", "召开支部委员会会议", "支部委员会", M, False, BRANCH, "", TOLD),
    ("D03", "召开党小组会", "党小组", M, False, BRANCH, "", TOLD),
    ("D04", "组织党课", "党支部", Q, True, BRANCH, "", RECALLED),
    ("D05", "党委（党组）书记讲党课", "党委（党组）书记", Y, False, BRANCH, "", TOLD),
    ("D06", "开展主题党日", "党支部", M, False, MEMBERS, "第十六条", READ),
    ("D07", "召开组织生活会", "党支部", Y, False, MEMBERS, "第十七条", READ),
    ("D08", "开展民主评议党员", "党支部", Y, False, MEMBERS, "第十八条", READ),
    ("D09", "开展谈心谈话", "支部委员、党员", Y, False, BRANCH, "", TOLD),
    ("D10", "落实党员集中学习培训32学时", "基层党委", Y, False, MEMBERS, "第二十条", READ),
    ("D11", "组织党员年度集中培训", "县委、基层党委", Y, False, MEMBERS, "第二十条", READ),
    ("D12", "收缴和管理党费", "党支部", M, True, MEMBERS, "第十六条", READ),
    ("D13", "记录并上报领导干部双重组织生活", "机关基层党组织", H, True, OFFICES, "第十九条、第二十六条第（一）项", READ),
    ("D14", "检查并通报组织生活参加情况", "机关基层党组织", Q, True, OFFICES, "第二十六条第（一）项", READ),
    ("D15", "主要负责人向党员干部通报情况", "机关基层党组织", Y, False, OFFICES, "第二十六条第（六）项", READ),
    ("D16", "党组（党委）研究机关党建工作", "党组（党委）", H, True, OFFICES, "第三十五条", READ),
    ("D17", "专题研究全面从严治党工作", "党委（党组）", H, False, DUTY, "", TOLD),
    ("D18", "制定或更新责任清单", "党委（党组）", Y, False, DUTY, "", RECALLED),
    ("D19", "制定年度任务安排", "党委（党组）", Y, False, DUTY, "", RECALLED),
    ("D20", "向上级党委书面报告主体责任落实情况", "党委（党组）", Y, False, DUTY, "", RECALLED),
    ("D21", "在本单位通报党建工作并接受评议", "党组（党委）", Y, False, OFFICES, "第三十五条", READ),
    ("D22", "机关基层党组织书记述职评议考核", "机关基层党组织书记", Y, False, OFFICES, "第三十九条", READ),
    ("D23", "机关工委书记向同级党委述职", "机关工委书记", Y, False, OFFICES, "第三十九条", READ),
    ("D24", "党委常委会听取机关工委工作汇报", "县委常委会", Y, False, OFFICES, "第三十八条", READ),
    ("D25", "督查各单位机关党建责任制落实情况", "机关工委", H, True, OFFICES, "第三十四条", READ),
    ("D26", "报告意识形态工作", "机关基层党组织", H, True, OFFICES, "第十七条", READ),
    ("D27", "专题研究意识形态工作", "党组（党委）", H, False, IDEOLOGY, "", TOLD),
    ("D28", "召开党员领导干部民主生活会", "党组（党委）", Y, False, "党员领导干部民主生活会有关规定", "", TOLD),
    ("D29", "理论学习中心组集体学习", "党组（党委）", Q, False, "《党委（党组）理论学习中心组学习规则》", "", TOLD),
    ("D30", "按期换届", "党支部、党总支、机关党委", E, False, OFFICES, "第五条至第八条", READ),
    ("D31", "培训新任党组织书记", "机关工委", E, False, OFFICES, "第三十一条", READ),
    ("D32", "轮训党组织书记", "机关工委", Y, True, OFFICES, "第三十一条", READ),
    ("D33", "报告党员教育管理工作", "基层党委", Y, False, MEMBERS, "第四十三条", READ),
    ("D34", "联系出国（境）党员", "原党支部", H, False, MEMBERS, "第三十四条", READ),
    ("D35", "联系流动党员", "党支部", Q, True, MEMBERS, "第三十二条", READ),
    ("D36", "苗头性问题提醒谈话", "党支部书记", E, False, MEMBERS, "第二十八条", READ),
    ("D37", "限期改正党员的教育帮助", "党支部", E, False, MEMBERS, "第三十条", READ),
    ("D38", "排查失去联系党员", "党支部", M, True, MEMBERS, "第二十四条、第三十一条", READ),
    ("D39", "关怀帮扶困难党员", "机关基层党组织", Y, True, OFFICES, "第二十条", READ),
    ("D40", "党员联系服务群众", "党支部", Y, True, MEMBERS, "第二十二条", READ),
    ("D41", "核查专职党务人员配备", "党组（党委）、机关工委", Y, True, OFFICES, "第三十条", READ),
    ("D42", "安排党建活动经费", "机关", Y, True, OFFICES, "第四十条", READ),
    ("D43", "检查廉政风险防控措施", "机关基层党组织", H, True, OFFICES, "第二十六条第（五）项", READ),
    ("D44", "巡视巡察反馈问题整改", "党组（党委）", M, True, "巡视巡察整改有关规定", "", RECALLED),
    ("D45", "清理文件、会议和检查，核查基层负担", "机关工委、县委办", Y, True, "《整治形式主义为基层减负若干规定》", "", TOLD),
)

SCHEME = {
    "indicators": [
        {"name": "完成情况", "formula": "done", "weight": "40"},
        {"name": "按时情况", "formula": "on_time", "weight": "30"},
        {"name": "一次通过情况", "formula": "accepted_without_return", "weight": "30"},
    ],
    "bands": [
        {"name": "好", "lower": "90"},
        {"name": "较好", "lower": "75"},
        {"name": "一般", "lower": "60"},
        {"name": "差", "lower": "0"},
    ],
    "top_share": "0.4",
}
FIELDS = ("code", "title", "actor", "period", "period_proposed", "rule", "article", "mark")


def fill(apps, schema_editor):
    """Insert what is not there."""
    duty, scheme = apps.get_model("tasks", "StandingDuty"), apps.get_model("tasks", "Scheme")
    duty.objects.bulk_create(duty(**dict(zip(FIELDS, row, strict=True))) for row in DUTIES)
    scheme.objects.create(name="党建工作责任清单考核方案", version=1, rules=SCHEME)


def empty(apps, schema_editor):
    """Take the library out again; a scheme that cycles use stays."""
    apps.get_model("tasks", "StandingDuty").objects.filter(code__in=[row[0] for row in DUTIES]).delete()
    apps.get_model("tasks", "Scheme").objects.filter(cycles=None, published_on=None, version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]
