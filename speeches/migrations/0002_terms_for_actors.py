"""The glossary of actors that every office begins with; each row can be edited. Among the units of the kinds only the uppermost answer."""

from django.db import migrations

LEADING = ["committee", "party_group"]
GRASSROOTS = ["office_committee", "general_branch", "branch"]
EVERY = LEADING + GRASSROOTS
TERMS = {
    "各级党组织": EVERY,
    "各级党组织和广大党员": EVERY,
    "各级各单位党组织": EVERY,
    "县直各级党组织": EVERY,
    "党组织书记": EVERY,
    "各级党组织书记": EVERY,
    "县直机关": EVERY,
    "县直各单位": EVERY,
    "县直单位": EVERY,
    "县直各部门": EVERY,
    "各单位": EVERY,
    "各部门": EVERY,
    "各部门各单位": EVERY,
    "各级各部门": EVERY,
    "各责任单位": EVERY,
    "各级党委（党组）": LEADING,
    "各党委（党组）": LEADING,
    "党委（党组）": LEADING,
    "党组（党委）": LEADING,
    "党委（党组）书记": LEADING,
    "党组（党委）书记": LEADING,
    "各级领导班子": LEADING,
    "领导班子成员": LEADING,
    "班子成员": LEADING,
    "各级党委": ["committee"],
    "各党委": ["committee"],
    "各党组": ["party_group"],
    "基层党组织": GRASSROOTS,
    "各基层党组织": GRASSROOTS,
    "机关党委": ["office_committee"],
    "各机关党委": ["office_committee"],
    "党总支": ["general_branch"],
    "各党总支": ["general_branch"],
    "党支部": ["branch"],
    "各党支部": ["branch"],
    "各支部": ["branch"],
    "支部书记": ["branch"],
    "党支部书记": ["branch"],
    "机关工委": ["work_committee"],
    "县直机关工委": ["work_committee"],
}


def plant(apps, schema_editor):
    term = apps.get_model("speeches", "Term")
    term.objects.bulk_create(term(book="actor", phrase=phrase, means=kinds) for phrase, kinds in TERMS.items())


def pull_up(apps, schema_editor):
    apps.get_model("speeches", "Term").objects.filter(book="actor", phrase__in=TERMS, version=1).delete()


class Migration(migrations.Migration):
    dependencies = [("speeches", "0001_initial")]

    operations = [migrations.RunPython(plant, pull_up)]
