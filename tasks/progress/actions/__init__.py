"""What a unit does to tell its progress: report, keep a draft, give a proof a new version, withdraw one."""

from tasks.progress.actions.drafts import keep_draft
from tasks.progress.actions.proofs import replace_proof
from tasks.progress.actions.reporting import report
from tasks.progress.actions.voiding import void_proof

__all__ = ["keep_draft", "replace_proof", "report", "void_proof"]
