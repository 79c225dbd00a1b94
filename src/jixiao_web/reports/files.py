"""Files of reports (报告的文件): who may read them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.permissions import has_any_role
from jixiao_web.files.kinds import SCANS, FileKind

ISSUED = "reports.issued"
"""What went out: kept for each report with the digests that its trail names."""

KINDS = (
    FileKind("reports.draft", _("报告草稿"), may_read=lambda actor, _file: has_any_role(actor)),
    FileKind(ISSUED, _("印发的报告"), may_read=lambda actor, _file: has_any_role(actor)),
    FileKind(
        "reports.signature",
        _("签批扫描件"),
        may_read=lambda actor, _file: has_any_role(actor),
        types=SCANS,
        is_searched=True,
    ),
)
