"""Forms of the proofing desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jixiao_web.proofing.models import Paper

SAME_NAME, NEW = "", "new"
MB = 1 << 20


class BringForm(forms.Form):
    """A file to be proofed (送核): which, whether it is held to the ledger, and whose version it is."""

    file = forms.FileField(
        label=_("要核的文件"),
        allow_empty_file=True,  # it is told apart below, in words that help
        help_text=_("Word、WPS、PDF、OFD、Excel、网页、文本；扫描件没有文字，读不了。"),
        error_messages={"required": _("先选一个文件。")},
    )
    against = forms.BooleanField(
        label=_("与台账比对"), required=False, help_text=_("文中的预算、支出、执行率与本年度台账对一遍。")
    )
    paper = forms.ChoiceField(
        label=_("是哪份文稿"), required=False, help_text=_("同一份文稿的下一版，沿用已有的处理。")
    )

    def __init__(self, *args: Any, papers: Iterable[Paper] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = {str(paper.pk): paper for paper in papers}
        choices = [(SAME_NAME, _("按文件名认")), (NEW, _("新文稿"))]
        paper = self.fields["paper"]
        assert isinstance(paper, forms.ChoiceField)
        paper.choices = [*choices, *((key, paper.title[:40]) for key, paper in self.papers.items())]

    def clean_file(self) -> UploadedFile[bytes]:
        """The file; what is empty or too large is told at once."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(
                _("“%(name)s”是空文件（0 字节）。多半没有传完或没有存盘，打开看一看再传。")
                % {"name": file.name}
            )
        if file.size > settings.LARGEST_FILE:
            raise forms.ValidationError(
                _("“%(name)s”有 %(size)s MB，上限 %(most)s MB。拆分，或删去图片后另存再传。")
                % {"name": file.name, "size": file.size // MB, "most": settings.LARGEST_FILE // MB}
            )
        return file

    @property
    def chosen_paper(self) -> Paper | None:
        """The paper of which the file is another version; none where the name decides, or it is new."""
        return self.papers.get(self.cleaned_data.get("paper", ""))

    @property
    def is_new(self) -> bool:
        """Whether it is a paper of its own."""
        return bool(self.cleaned_data.get("paper") == NEW)


class DecideForm(forms.Form):
    """What becomes of a finding (处理)."""

    act = forms.ChoiceField(choices=[(each, each) for each in ("accept", "dismiss", "reopen", "remark")])
    reason = forms.CharField(label=_("理由"), required=False, max_length=500)
    remark = forms.CharField(label=_("批注"), required=False, max_length=2000)
