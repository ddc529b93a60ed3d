"""What a result was used for, and on what a use rests. Pure."""

from django.db.models import TextChoices

SPEECH = "考核结果与党员干部奖惩评价和提拔使用挂钩制度"
PEOPLE_DECIDE = (
    "本记录只写明谁把哪个结果用于何事，由有权机关和人员决定。系统不对个人计分、排序，不产生任用建议。"
    "记录签字后不能修改，有误的另作更正记录。"
)


class Use(TextChoices):
    """For what."""

    HONOUR = "honour", "评优评先"
    REWARD = "reward", "奖惩"
    SELECTION = "selection", "选拔任用参考"
    TRAINING = "training", "教育培训"
    TALK = "talk", "约谈"
    RECTIFY = "rectify", "整改"


class Basis(TextChoices):
    """The result that was used."""

    GRADE = "grade", "考核等次"
    BULLETIN = "bulletin", "考核通报"
    RECTIFICATION = "rectification", "整改情况"
