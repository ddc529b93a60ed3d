"""What a unit does to tell its progress: report, keep a draft, give a proof a new version."""

from tasks.progress.actions.drafts import keep_draft
from tasks.progress.actions.proofs import replace_proof
from tasks.progress.actions.reporting import report

__all__ = ["keep_draft", "replace_proof", "report"]
