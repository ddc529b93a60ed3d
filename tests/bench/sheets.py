"""What a filled-in sheet costs on its way back: export, comparison, taking; in a process and a database of its own.

`python -m tests.bench.sheets [rows] [profile]`: a draft's items and a unit's ledger, two cells changed in each row.
"""

import cProfile
import pstats
import sys
import time
from datetime import date

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (the apps must stand first)
from django.db import connection  # noqa: E402

from accounts.trail.models import Entry  # noqa: E402
from tasks.exchange import actions  # noqa: E402
from tasks.items.models import Assignment, Item, ItemUnit, ResponsibilityList  # noqa: E402
from tasks.items.states import Part, State  # noqa: E402
from tests.tasks.chain import Chain  # noqa: E402
from tests.tasks.exchange.sheets import DUE, ITEMS, LEDGER, NOW, back, edited, out  # noqa: E402


def draft(chain: Chain, rows: int) -> ResponsibilityList:
    """A draft of so many items of one unit each."""
    listed = ResponsibilityList.objects.create(year=2026, title=f"{rows}项清单")
    units = [chain.unit() for _ in range(20)]
    said = {"responsibility_list": listed, "source": "hand", "due_on": DUE, "requirement": "落实到位。"}
    made = Item.objects.bulk_create(Item(number=n, title=f"第{n}件事", **said) for n in range(1, rows + 1))
    ItemUnit.objects.bulk_create(ItemUnit(item=item, unit=units[n % 20], part=Part.EACH) for n, item in enumerate(made))
    return listed


def ledger(chain: Chain, rows: int) -> tuple[ResponsibilityList, object]:
    """An issued list of so many items, all in hand of one unit; and its secretary."""
    unit = chain.unit()
    listed = chain.issue({"units": [unit], "due_on": DUE, "title": "第1件事"}, title=f"{rows}项台账")
    chain.accept(Assignment.objects.get(item__responsibility_list=listed))
    said = {"responsibility_list": listed, "source": "hand", "due_on": DUE, "requirement": "落实到位。"}
    made = Item.objects.bulk_create(Item(number=n, title=f"第{n}件事", **said) for n in range(2, rows + 1))
    given = {"unit": unit, "part": Part.EACH, "assigned_on": date(2026, 1, 5), "first_due_on": DUE, "due_on": DUE}
    Assignment.objects.bulk_create(Assignment(item=item, state=State.ACTIVE, **given) for item in made)
    return listed, chain.secretaries[unit.pk]


def measured(name: str, listed, by, kind: str, changes: dict[str, str], rows: int, profile: bool) -> None:
    """Out, filled in, handed in, taken; seconds of process and wall time, and statements a row."""
    began = time.perf_counter()
    _, content = out(listed, by, kind)
    exported = time.perf_counter()
    content = edited(content, {(n, head): f"{text}{n}" for n in range(1, rows + 1) for head, text in changes.items()})
    handed = time.perf_counter()
    reply = back(listed, content, by)
    compared = time.perf_counter()
    before, statements = Entry.objects.count(), [0]
    actions.begin(reply=reply, by=by)

    def counted(execute, sql, params, many, context):
        statements[0] += 1
        return execute(sql, params, many, context)

    profiler, wall, process = cProfile.Profile(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        if profile:
            profiler.enable()
        while actions.take_some(pk=reply.pk, now=NOW):
            pass
        profiler.disable()
    wall, process = time.perf_counter() - wall, time.process_time() - process
    reply.refresh_from_db()
    assert (reply.state, reply.done) == ("taken", len(changes) * rows), (reply.state, reply.done)
    entries = Entry.objects.count() - before - 1
    assert entries == rows, entries
    print(
        f"{name} {rows} 行：导出 {exported - began:.1f} 秒，对比 {compared - handed:.1f} 秒，采纳 {wall:.1f} 秒（进程 {process:.1f} 秒），"
        f"每行 {wall / rows * 1000:.2f} 毫秒、{statements[0] / rows:.1f} 条语句；5000 行约 {wall / rows * 5000:.0f} 秒"
    )
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(45)


def main(rows: int, profile: bool) -> None:
    """Both kinds."""
    call_command("migrate", verbosity=0)
    chain = Chain()
    measured("清单", draft(chain, rows), chain.admin, ITEMS, {"验收标准": "文件减少", "目标": "减少三成"}, rows, profile)
    listed, secretary = ledger(chain, rows)
    measured("台账", listed, secretary, LEDGER, {"本次进展": "已开会部署。"}, rows, profile)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, "profile" in sys.argv)
