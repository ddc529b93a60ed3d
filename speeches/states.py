"""The words for how far a speech, a piece and a directive have come. Pure."""

from django.db.models import TextChoices


class SpeechState(TextChoices):
    """From the file to the last decision."""

    RECEIVED = "received", "待识别"
    READING = "reading", "识别中"
    READ = "read", "待判定"
    DECIDED = "decided", "已判定"
    UNREADABLE = "unreadable", "未能识别"


class PieceKind(TextChoices):
    """What a piece is (PRODUCT 2.1)."""

    HARD = "directive_hard", "指示·硬"
    SOFT = "directive_soft", "指示·软"
    STANDING = "directive_standing", "指示·常态"
    PROHIBITION = "prohibition", "禁止"
    BACKGROUND = "background", "背景"
    DIAGNOSIS = "diagnosis", "问题"
    EXHORTATION = "exhortation", "号召"
    QUOTATION = "quotation", "引语"
    FURNITURE = "furniture", "套语"


DIRECTIVE_KINDS = frozenset({PieceKind.HARD, PieceKind.SOFT, PieceKind.STANDING, PieceKind.PROHIBITION})

BLANK = "blank-line"  # the reader's rule for pieces without words


class DirectiveState(TextChoices):
    """A person decides each."""

    PROPOSED = "proposed", "待判定"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "非指示"


class Book(TextChoices):
    """The glossaries that an office keeps itself."""

    ACTOR = "actor", "称谓"
    UNIT = "unit", "单位简称"
    CAMPAIGN = "campaign", "活动"
    THEME = "theme", "类别词"
