"""What may still be changed: a draft that nobody has been asked to approve."""

from accounts.conflict import Refused
from tasks.items.models import Answer, ResponsibilityList
from tasks.items.states import ListState


def must_be_draft(responsibility_list: ResponsibilityList) -> None:
    """Refuse to change what is issued or lies with the approver; holds the list's row, so that nobody sends it off meanwhile."""
    fresh = ResponsibilityList.objects.select_for_update().get(pk=responsibility_list.pk)
    if fresh.state != ListState.DRAFT:
        raise Refused("清单已印发，不能直接修改。印发后的变更，请在清单页“作出变更决定”。")
    live = fresh.approvals.live().first()
    if live and live.answer == Answer.WAITING:
        raise Refused("清单已报审，不能修改。如需修改，请先撤回报审。")
    if live:
        raise Refused("清单已审定，不能修改。如需修改，请先撤回，改后重新报审。")


def hold(responsibility_list: ResponsibilityList) -> ResponsibilityList:
    """The list as it is now, held until the transaction ends."""
    return ResponsibilityList.objects.select_for_update().get(pk=responsibility_list.pk)
