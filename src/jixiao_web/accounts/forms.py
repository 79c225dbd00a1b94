"""Forms about people (表单)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jixiao_web.accounts.models import OFFICE_ROLES, Role, User
from jixiao_web.accounts.selectors import is_expired, offices, roles_in_force

if TYPE_CHECKING:
    _SetPasswordForm = SetPasswordForm[User]
else:
    _SetPasswordForm = SetPasswordForm

DAY = {"type": "date"}
LONGEST_NOTE = 4_000


class DayField(forms.DateField):
    """A day, chosen from the browser's own calendar."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.DateInput(DAY, format="%Y-%m-%d"))
        given.setdefault("error_messages", {"invalid": _("写成 2019-12-31 的样子。")})
        super().__init__(**given)


class SignInForm(AuthenticationForm):
    """Name and password (登录); who may sign in no more is told so once they gave the right password."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        widget=forms.TextInput({"autofocus": True, "autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    error_messages = {  # noqa: RUF012 - as Django declares it
        "invalid_login": _("用户名或密码不对。大小写有区别；忘了密码请综合办公室重置。"),
        "inactive": _("这个账号已停用。需要恢复请联系综合办公室。"),
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)

    def clean_username(self) -> str:
        """The name, which no database takes with a null character in it."""
        name: str = self.cleaned_data["username"]
        if "\x00" in name:
            raise self.get_invalid_login_error()
        return name

    def get_invalid_login_error(self) -> ValidationError:
        """Why nobody is signed in."""
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        user = User.objects.filter(username=name).first() if name else None
        if user is not None and password and user.check_password(password):
            if is_expired(user):
                return ValidationError(
                    _("这个账号已于 %(day)s 到期。需要继续使用请联系综合办公室。"),
                    code="expired",
                    params={"day": user.expires_on},
                )
            if not user.is_active:
                return ValidationError(self.error_messages["inactive"], code="inactive")
        return ValidationError(self.error_messages["invalid_login"], code="invalid_login")


class PasswordForm(_SetPasswordForm):
    """A new password, with the old one where it was the person's own (改密码)."""

    old_password = forms.CharField(
        label=_("现在的密码"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput({"autocomplete": "current-password", "autofocus": True}),
    )
    field_order = ("old_password", "new_password1", "new_password2")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password1"].help_text = _("至少 8 位，不能全是数字，不能太常见。不强制定期更换。")
        self.fields["new_password2"].label = _("再写一遍新密码")
        self.fields["new_password2"].help_text = ""
        for name in ("new_password1", "new_password2"):
            self.fields[name].widget.attrs.pop("autofocus", None)

    def clean_old_password(self) -> str:
        """The old password, if it is the right one."""
        told: str = self.cleaned_data["old_password"]
        if not self.user.check_password(told):
            raise ValidationError(_("现在的密码不对。"))
        return told

    def clean(self) -> dict[str, Any]:
        """A new password differs from the old one."""
        found = super().clean() or {}
        new = found.get("new_password1")
        if new and new == found.get("old_password"):
            self.add_error("new_password1", _("新密码和现在的一样，换一个。"))
        return found


class PreferencesForm(forms.Form):
    """How the screens are shown to me (个人设置)."""

    language = forms.ChoiceField(
        label=_("语言"), choices=User.Language.choices, widget=forms.RadioSelect, help_text=_("界面的语言。")
    )
    money_unit = forms.ChoiceField(
        label=_("金额单位"), choices=(("万元", _("万元")), ("元", _("元"))), widget=forms.RadioSelect
    )
    large_type = forms.BooleanField(label=_("大字"), required=False, help_text=_("所有文字放大。"))
    single_keys = forms.BooleanField(
        label=_("单字母快捷键"), required=False, help_text=_("如 / 搜索、j k 上下条。输入文字时不起作用。")
    )
    phone = forms.CharField(
        label=_("电话"), max_length=40, required=False, help_text=_("同事在人员名单里看得到。")
    )


class PersonForm(forms.Form):
    """What is known of a person (基本情况)."""

    full_name = forms.CharField(label=_("姓名"), max_length=60)
    phone = forms.CharField(label=_("电话"), max_length=40, required=False)
    expires_on = DayField(
        label=_("账号到期日"),
        required=False,
        help_text=_("空白表示长期。第三方必须填，到期后自动不能登录。"),
    )


class RoleForm(forms.Form):
    """A role and the span in which somebody has it (任职)."""

    role = forms.ChoiceField(label=_("角色"), choices=Role.choices)
    offices = forms.MultipleChoiceField(
        label=_("部门"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("经办、科室负责人选本部门；分管领导选分管的各部门；其他角色不用选。"),
    )
    valid_from = DayField(label=_("任职开始"), required=False, help_text=_("空白表示现在就有。"))
    valid_to = DayField(label=_("任职到期"), required=False, help_text=_("空白表示长期。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["offices"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(name, name) for name in offices()]

    def clean(self) -> dict[str, Any]:
        """An office where the role is an office's, and dates in their order."""
        found = super().clean() or {}
        if found.get("role") in OFFICE_ROLES and not found.get("offices") and "offices" not in self.errors:
            self.add_error("offices", _("这个角色要选部门。"))
        starts, ends = found.get("valid_from"), found.get("valid_to")
        if starts and ends and ends < starts:
            self.add_error("valid_to", _("到期日早于开始日。"))
        return found


class NewPersonForm(PersonForm, RoleForm):
    """A new account with its first role (新账号)."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        help_text=_("登录时用，可用字母、数字、中文和 . _ - @ +。定了以后不改。"),
        validators=[User.username_validator],
        error_messages={"invalid": _("只能用字母、数字、中文和 . _ - @ +。")},
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = (
        "username",
        "full_name",
        "phone",
        "role",
        "offices",
        "valid_from",
        "valid_to",
        "expires_on",
    )

    def clean_username(self) -> str:
        """A name that nobody has yet."""
        name: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username=name).exists():
            raise ValidationError(_("用户名“%(name)s”已经有人用了，换一个。"), params={"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        """A third party's account ends some day."""
        found = super().clean()
        if (
            found.get("role") == Role.REVIEWER
            and not found.get("expires_on")
            and "expires_on" not in self.errors
        ):
            self.add_error("expires_on", _("第三方账号要有到期日。填合同结束的日期。"))
        return found


class DeputyForm(forms.Form):
    """Who stands in for a person, from when to when (AB角)."""

    deputy = forms.ModelChoiceField(label=_("B角"), queryset=User.objects.none(), empty_label=_("请选择"))
    starts = DayField(label=_("代办开始"))
    ends = DayField(label=_("代办结束"), help_text=_("包括这一天。"))
    hand_over = forms.CharField(
        label=_("交接事项"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("手头有什么、到哪一步、找谁。双方都看得到。"),
    )

    def __init__(self, *args: Any, principal: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["deputy"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = (
            User.objects.filter(is_active=True)
            .exclude(pk=principal.pk)
            .exclude(memberships__role=Role.REVIEWER)
            .order_by("full_name")
        )

    def clean(self) -> dict[str, Any]:
        """Dates in their order, and no third party."""
        found = super().clean() or {}
        starts, ends = found.get("starts"), found.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("结束日早于开始日。"))
        deputy = found.get("deputy")
        if deputy and Role.REVIEWER in roles_in_force(deputy):
            self.add_error("deputy", _("第三方不能代办。"))
        return found


class TokenForm(forms.Form):
    """What a program is called, and until when it may act (接口令牌)."""

    name = forms.CharField(label=_("用途"), max_length=60, help_text=_("哪个程序用，如“一体化取数”。"))
    expires_on = DayField(label=_("令牌到期日"), required=False, help_text=_("空白表示随账号。"))
