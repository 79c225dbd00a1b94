"""The filter of the trail (筛选)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.forms import DayField
from jixiao_web.accounts.selectors import people
from jixiao_web.history.acts import acts_known


class TrailFilter(forms.Form):
    """Who, what, when (筛选)."""

    person = forms.TypedChoiceField(label=_("谁"), required=False, coerce=int, empty_value=None)
    act = forms.ChoiceField(label=_("办理"), required=False)
    words = forms.CharField(label=_("摘要、原因、项目"), required=False, max_length=200)
    since = DayField(label=_("从"), required=False)
    until = DayField(label=_("到"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, act = self.fields["person"], self.fields["act"]
        assert isinstance(person, forms.ChoiceField)
        assert isinstance(act, forms.ChoiceField)
        person.choices = [("", _("所有人")), *((each.pk, str(each)) for each in people())]
        act.choices = [("", _("所有办理")), *acts_known()]

    def clean_words(self) -> str:
        """What no database takes is left out."""
        return str(self.cleaned_data["words"]).replace("\x00", "")
