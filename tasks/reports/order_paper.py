"""督办单 as an official paper: what stands on it, for Word and PDF alike. Pure."""

from dataclasses import dataclass

from django.utils import timezone

from tasks.supervision.orders.states import MOVES


@dataclass(frozen=True)
class OrderPaper:
    """Everything that stands on the paper."""

    organ: str
    number: str
    heading: str
    to: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    date: str
    steps: tuple[tuple[str, str], ...]

    @property
    def masthead(self) -> str:
        """发文机关标志."""
        return f"{self.organ}督办单"


def paper(order, *, organ: str) -> OrderPaper:
    """The paper of an order (with assignment, item, unit, post and steps at hand)."""
    item, unit, post = order.assignment.item, order.assignment.unit, order.to_post
    limit = f"{order.limit_on:%Y年%-m月%-d日}"
    basis = order.basis.rstrip("。")
    first = f"你单位承担的“{item.title}”（《{item.responsibility_list.title}》第{item.number}项），{basis}。" if basis else (
        f"现就你单位承担的“{item.title}”（《{item.responsibility_list.title}》第{item.number}项）予以督办。"
    )  # fmt: skip
    return OrderPaper(
        organ=organ,
        number=str(order),
        heading=f"关于“{item.title}”的督办单",
        to=f"{unit.name}：",
        paragraphs=(first, f"督办要求：{order.demand}", f"请于{limit}前答复办理情况。"),
        facts=(
            ("责任内容", item.requirement),
            ("验收标准", item.acceptance_criteria or "未写"),
            ("责任人", f"{post.title or post.get_role_display()}　{post.user}"),
            ("完成时限", f"{order.due_on:%Y年%-m月%-d日}"),
            ("答复期限", limit),
        ),
        date=f"{order.issued_on:%Y年%-m月%-d日}",
        steps=tuple(_step(step) for step in order.steps.all()) or ((MOVES["answer"].words, ""),),
    )


def _step(step) -> tuple[str, str]:
    """What was answered or said about the answer, by whom and when; before there is an answer the row is left to the pen."""
    who = f"（{step.post} {step.by}，{timezone.localtime(step.at):%Y年%-m月%-d日}）"
    return MOVES[step.act].words, f"{step.words or MOVES[step.act].label}{who}"
