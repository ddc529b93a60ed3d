"""manage.py read_speech FILE [--json] [--on 2026-03-01]: read a speech and print what was found; no database is touched."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from speeches import documents
from speeches.reading import Directive, Reading, read
from speeches.reading.as_json import as_json

STRENGTHS = {"hard": "硬性", "soft": "一般", "standing": "长期", "prohibition": "禁止"}


class Command(BaseCommand):
    """Read one file and print the reading, as JSON or as a short summary in Chinese."""

    help = "识别一份讲话或文件，打印结构与要求；不访问数据库。"
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="文件（.docx、.pdf、.txt、.doc）")
        parser.add_argument("--json", action="store_true", help="打印完整的 JSON")
        parser.add_argument("--on", type=date.fromisoformat, help="讲话日期（YYYY-MM-DD），用来计算“月底前”一类时限")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "无法读取"
            raise CommandError(f"打不开文件 {path}：{reason}。请检查路径和权限。") from error
        try:
            document = documents.read(data, path.name)
        except documents.Unreadable as refused:
            raise CommandError(refused.message) from refused
        reading = read(document.text, on=options["on"])
        printed = json.dumps(as_json(reading), ensure_ascii=False, indent=1) if options["json"] else _summary(reading)
        self.stdout.write(printed)


def _summary(reading: Reading) -> str:
    lines = [
        f"标题：{reading.title or '未写明'}",
        f"讲话人：{reading.speaker or '未写明'}　会议：{reading.meeting or '未写明'}　日期：{reading.date or '未写明'}",
        f"共 {len(reading.sections)} 个序号标题，{len(reading.pieces)} 个语句，{len(reading.directives)} 项要求。",
        "",
    ]
    for number, one in enumerate(reading.directives, 1):
        lines += [f"{number}. {one.title}（{STRENGTHS[one.strength]}）", f"   {_facts(one)}"]
    return "\n".join(lines)


def _facts(one: Directive) -> str:
    place = "".join(
        filter(None, [f"第{one.section}部分" if one.section and not one.section.startswith("第") else one.section, one.ordinal])
    )
    facts = [
        place or "无序号",
        f"对象：{one.actor or '未写明'}",
        f"牵头：{'、'.join(one.lead_units)}" if one.lead_units else "",
        f"时限：{one.deadline or '文中无时限'}" + (f"（{one.due_on}）" if one.due_on else ""),
        f"频次：{one.recurrence}" if one.recurrence else "",
        f"依据：{'、'.join(one.regulations)}" if one.regulations else "",
        f"类别：{'、'.join(one.themes)}" if one.themes else "",
    ]
    return "　".join(filter(None, facts))
