"""Ladders that others climb, to start from (the project's survey of peers, A.4). Pure.

What a peer does beyond reminding (closing the entry on the day, zero points, writing to everybody) is not taken over.
"""

from dataclasses import dataclass

from tasks.supervision.rules import DEFAULT, Rules


@dataclass(frozen=True)
class Preset:
    """A name, where it comes from and what was left out, and its rules."""

    key: str
    name: str
    source: str
    rules: Rules


PRESETS = (
    Preset("default", "系统默认", "到期前7、3、1天各一次，逾期次日一次。", DEFAULT),
    Preset(
        "five",
        "提前5天一次",
        "太仓、富宁等地做法：时限前5天提醒书记和经办人。到期关闭填报、记零分的做法不采用。",
        Rules(yellow_days=5, due_steps=(5,)),
    ),
    Preset(
        "three",
        "提前3天预警",
        "西安等地做法：时限前3天预警。向全部用户发送的做法不采用，只写给责任人。",
        Rules(yellow_days=3, due_steps=(3,)),
    ),
    Preset("week", "提前7天和当天", "会议事项常用：提前一周提醒，到期当天再提醒一次。", Rules(due_steps=(7, 0))),
    Preset(
        "five_three_one",
        "5、3、1天，逾期后每周",
        "集团督办常用：临近时5、3、1天各一次；逾期次日催办，以后每7天一次，最多4次。",
        Rules(yellow_days=5, due_steps=(5, 3, 1), repeat_days=7, repeat_times=4),
    ),
    Preset(
        "month",
        "30、7、1天",
        "合规检查常用：提前一个月、一周、一天。逾期后天天催办的做法不采用，改为每7天一次，最多2次。",
        Rules(yellow_days=30, due_steps=(30, 7, 1), repeat_days=7, repeat_times=2),
    ),
    Preset(
        "escalation",
        "逐级升级",
        "宿迁、三明等地做法：逾期次日催办责任人，满3天告知分管领导，满7天告知党建办并建议督办单。",
        Rules(overdue_steps=(7, 3, 1), leader_after_days=3, office_after_days=7),
    ),
)


def preset(key: str) -> Preset | None:
    """The one of the name, or None."""
    return next((one for one in PRESETS if one.key == key), None)
