"""Forms of reports (报告的表单)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.models import Role
from jixiao_web.reports.models import Decision

LONGEST = 20_000


class PassageForm(forms.Form):
    """A paragraph as somebody rewrites it (改写)."""

    text = forms.CharField(
        label=_("文字"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"spellcheck": "false"}),
        help_text=_("花括号里的是台账的数，如 {实际支出}，照写即可；换行分段；清空则不印这一段。"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    meant = forms.ChoiceField(
        required=False, choices=[("", ""), ("text", "text"), ("ledger", "ledger")], widget=forms.HiddenInput
    )


class CommentForm(forms.Form):
    """A remark on a paragraph (批注)."""

    text = forms.CharField(label=_("批注"), max_length=2_000, widget=forms.Textarea({"rows": 2}), strip=True)
    place = forms.CharField(required=False, widget=forms.HiddenInput, max_length=300)


class DecisionForm(forms.Form):
    """What a signer decides (签批): a return gives its reason."""

    decision = forms.ChoiceField(choices=Decision.choices)
    reason = forms.CharField(
        label=_("意见"), required=False, max_length=2_000, widget=forms.Textarea({"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    order = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, object]:
        """A return without a reason helps nobody."""
        told: dict[str, object] = super().clean() or {}
        if told.get("decision") == Decision.RETURNED and not str(told.get("reason", "")).strip():
            self.add_error("reason", _("退回要写明原因，起草人看得到。"))
        return told


class PaperForm(DecisionForm):
    """A signature that was given on paper (纸质签批)."""

    signer = forms.CharField(label=_("签字人"), max_length=60)
    minutes = forms.CharField(label=_("会议纪要号"), required=False, max_length=80)
    scan = forms.FileField(label=_("扫描件"), required=False)


class IssueForm(forms.Form):
    """The number and the date under which a report goes out (印发)."""

    number = forms.CharField(label=_("发文字号"), max_length=80, help_text=_("如 月办函〔2020〕3号"))
    dated = forms.DateField(label=_("成文日期"), widget=forms.TextInput({"type": "date"}))


class ReturnedForm(forms.Form):
    """A Word file that went round (返回稿)."""

    file = forms.FileField(label=_("Word 文件"), widget=forms.FileInput({"accept": ".docx"}))


class StepForm(forms.Form):
    """A step of the chain of signatures (会签环节); an empty name leaves it out."""

    name = forms.CharField(label=_("环节"), max_length=40, required=False)
    role = forms.ChoiceField(
        label=_("由谁签"), choices=[each for each in Role.choices if each[0] != Role.REVIEWER]
    )
