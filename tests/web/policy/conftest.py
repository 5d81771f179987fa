"""The pages of policy over a municipality with a regulation in force and its list made."""

from __future__ import annotations

from tests.cases.policies.conftest import acting, defined, draft, listed, owner, regulation, snapshot

__all__ = ["acting", "defined", "draft", "listed", "owner", "regulation", "snapshot"]
