"""What a check on the spot found, and who may hold or be asked to a 提醒谈话. Pure."""

from django.db.models import TextChoices

from accounts.roles import Role


class Finding(TextChoices):
    """Whether what was seen agrees with what the unit says of itself."""

    CONFORMS = "conforms", "相符"
    PARTLY = "partly", "部分相符"
    DIFFERS = "differs", "不符"


# Whoever talks, and with whom: the first of the 四种形态 only, which is the everyday one.
TALKERS = (Role.COUNTY_LEADER, Role.OFFICE_ADMIN, Role.SUPERVISOR)
TALKED_WITH = (Role.UNIT_SECRETARY, Role.UNIT_LEADER)
FIRST_FORM = (
    "提醒谈话属于监督执纪“四种形态”的第一种：早提醒、早纠正，不是处分。"
    "涉及违纪线索和其他三种形态的，由纪检机关按规定办理，不得写入本系统。"
)
WHO_READS = "只有记录人、谈话人、督查员、县委领导和被谈话人本人可以看到；不进入检索、导出和考核计算。"
