"""What may still be changed: a draft that nobody has been asked to approve."""

from collections.abc import Sequence

from accounts.conflict import Refused, Stale
from tasks.items.models import Answer, Item, ResponsibilityList
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


def must_be_as_read(items: Sequence[Item]) -> None:
    """While the list is held: raise Stale when one of its items was changed, reshaped or taken off since it was read."""
    read = {(item.pk, item.version) for item in items}
    if read != set(Item.objects.filter(pk__in=[item.pk for item in items]).values_list("pk", "version")):
        raise Stale("该事项刚被他人修改、拆分、分解、合并或移出清单。请刷新后再办。")


def hold(responsibility_list: ResponsibilityList) -> ResponsibilityList:
    """The list as it is now, held until the transaction ends."""
    return ResponsibilityList.objects.select_for_update().get(pk=responsibility_list.pk)
