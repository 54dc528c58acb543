"""Changes of what is live, kept beside it. The model is Draft (draft.py); who writes drafts is here.

A draft holds what is on the thing's form. To show it, it is applied, the page rendered, and everything rolled back; to
publish it, it is merged with what was changed meanwhile.
"""

from streamcms.publishing.draft import Draft
from streamcms.publishing.drafts.applying import apply_all, drafts_applied, rolled_back
from streamcms.publishing.drafts.publishing import Outcome, publish_draft
from streamcms.publishing.drafts.saving import settle, store_draft

__all__ = [
    "Draft",
    "Outcome",
    "apply_all",
    "drafts_applied",
    "publish_draft",
    "rolled_back",
    "settle",
    "store_draft",
]
