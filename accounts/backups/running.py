"""The three things that are run, each with its row: by a person at the command line, or by the tick in a process of its own."""

from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from accounts.backups import copying, making, runs
from accounts.backups.drill import chosen, drill
from accounts.backups.making import Backup
from accounts.backups.models import Kind
from accounts.files.checking import check
from accounts.files.sweeping import sweep

# So many findings stand in the row and the letter; the command names all.
SHOWN = 10


def backup(say: Callable[[str], None], wait: float = 0) -> Backup:
    """备份, then what need not be kept goes, then the copy to another place. Broken says why not; a failed copy is told and recorded."""
    with runs.alone(Kind.BACKUP, wait):
        with runs.recorded(Kind.BACKUP) as said:
            made = making.make(timezone.now())
            counts = f"{len(made.manifest.facts.counts)} 张表、{len(made.manifest.files)} 个文件"
            sealed = f"已加密（密钥标记 {made.manifest.key}）" if made.manifest.key else "未加密"
            said |= {"name": made.path.name, "size": made.size, "digest": made.digest}
            said["sentence"] = f"备份 {made.path.name} 完成：{counts}，{size(made.size)}，{sealed}。"
        say(said["sentence"])
        gone = making.retain(timezone.now())
        if gone:
            say(f"按保留规则删除 {len(gone)} 份旧备份：{'、'.join(gone)}。")
        if settings.BACKUP_COPY:
            with runs.recorded(Kind.COPY) as said:
                said["name"] = made.path.name
                copying.carry(made.path)
                said["sentence"] = f"备份 {made.path.name} 已复制到异地。"
            say(said["sentence"])
    return made


def restore_drill(name: str, say: Callable[[str], None], wait: float = 0) -> None:
    """恢复演练 with the named backup, or the newest; Broken when it fails or cannot run."""
    with runs.alone(Kind.DRILL, wait), runs.recorded(Kind.DRILL) as said:
        one = chosen(name)
        said |= {"name": one.path.name, "size": one.size, "digest": one.digest}
        said["sentence"] = drill(one, say)
    say(said["sentence"])


def verify_files(say: Callable[[str], None], *, sweeping: bool) -> bool:
    """文件核对: every finding is told and written to the system administrators; `sweeping`: what a crash left is cleared first."""
    with runs.alone(Kind.FILES), runs.recorded(Kind.FILES) as said:
        if sweeping:
            say(f"清理：{sweep(timezone.now())}。")
        report = check(timezone.now())
        said["ok"] = report.ok
        said["sentence"] = "\n".join([str(report), *map(str, report.findings[:SHOWN])])
    for words in (str(report), *map(str, report.findings)):
        say(words)
    return report.ok


def size(of: int) -> str:
    """「3.4 MB」."""
    return f"{of / 1_000_000:,.1f} MB"
