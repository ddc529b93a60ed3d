"""Which kinds of letters a person may do without. Pure.

The rest asks for an act, tells of a decision about a duty, or opens a door (password, code): those always come. Whatever is
switched off, the letter is still written and stands in 消息; only the mailbox is spared.
"""

SWITCHABLE: dict[str, tuple[str, str]] = {
    "digest": ("每日提醒", "时限临近、逾期和尚未签收的事项，工作日每天至多一封，没有就不发。"),
    "approval_answered": ("审定结果", "报请审定的清单已经答复。"),
    "feedback_answered": ("意见答复", "在意见箱提出的意见已经答复。"),
}
# For whoever answers for a unit, the daily letter is how the duty calls.
ONLY_FOR_OTHERS = frozenset({"digest"})
