"""The kinds of files of the proofing desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from jixiao_web.files.kinds import FileKind
from jixiao_web.proofing.permissions import may_read_file

DOCUMENT, ANNOTATED = "proofing.document", "proofing.annotated"

KINDS = (
    FileKind(DOCUMENT, _("要核的文稿"), may_read=may_read_file, is_searched=True),
    FileKind(ANNOTATED, _("批注稿"), may_read=may_read_file),
)
