"""Forms of payments (表单): the file that is brought, and what a form over a payment has to watch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jixiao.exchange.limits import LARGEST_FILE
from jixiao.quantity import Money
from jixiao.tracking.budget import ExpenditureKind
from jixiao.tracking.execution import Nature
from jixiao_web.files.content import Type, type_of
from jixiao_web.ledger.forms import RowForm
from jixiao_web.ledger.models import BudgetYear, table_of
from jixiao_web.ledger.selectors import glance_at
from jixiao_web.pages.templatetags.figures import in_unit

NAMES = (
    "date",
    "nature",
    "amount",
    "project",
    "kind",
    "voucher",
    "payee",
    "purpose",
    "contract",
    "fund",
    "source",
    "note",
)
_NO_LISTS = (Type.PDF, Type.PNG, Type.JPEG, Type.WORD, Type.OFD, Type.ZIP)
_MB = 1 << 20


class ExportForm(forms.Form):
    """A file of the finance system."""

    file = forms.FileField(
        label=gettext_lazy("支付导出文件"),
        help_text=gettext_lazy(".xlsx .xls .et .csv，GBK 或 UTF-8；栏的顺序不限"),
        error_messages={
            "required": gettext_lazy("没有选文件。先选文件，再点“读取”。"),
            "empty": gettext_lazy("这是空文件（0 字节）。打开看一看再传。"),
        },
        widget=forms.FileInput({"accept": ".xlsx,.xls,.xml,.et,.ods,.csv,.txt"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """What cannot be a list is refused before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("文件超过 %(limit)s MB。请按月份分成几个文件。") % {"limit": LARGEST_FILE // _MB}
            )
        beginning = file.read(2048)
        file.seek(0)
        found = type_of(file.name or "", beginning)
        if found in _NO_LISTS:
            raise forms.ValidationError(
                _("这个文件是 %(type)s，不是支付清单。请从财务系统导出 .xlsx、.xls、.et 或 .csv。")
                % {"type": found.name}
            )
        return file


def check_payment(form: RowForm, year: BudgetYear) -> None:
    """What must hold of a payment, said beside its field; what is only doubtful is said afterwards."""
    told = form.cleaned_data
    date, amount, project = told.get("date"), told.get("amount"), told.get("project", "")
    if date is not None and date.year != year.fiscal_year:
        form.add_error("date", _("日期要在 %(year)s 年内；跨年的支付记在它的年度。") % {"year": year})
    if amount is not None and amount.fen <= 0 and told.get("nature") is not Nature.CUMULATIVE:
        form.add_error("amount", _("金额填正数；退回请把性质选为“退回”。"))
    if told.get("kind") is ExpenditureKind.PROJECT and not project:
        form.add_error("project", _("选项目；基本支出请把支出类型选为“基本支出”。"))
    if told.get("kind") is ExpenditureKind.BASIC and project:
        form.add_error("project", _("基本支出不属于项目，项目留空。"))
    contract = told.get("contract", "")
    if contract and project:
        owner = table_of(year, "contracts").filter(code=contract).values_list("project", flat=True).first()
        if owner != project:
            form.add_error("contract", _("这份合同是项目 %(project)s 的。") % {"project": owner})
    if not form.errors:
        _doubt(form, year)


def _doubt(form: RowForm, year: BudgetYear) -> None:
    told = form.cleaned_data
    voucher, amount, project = told.get("voucher", ""), told["amount"], told.get("project", "")
    same = table_of(year, "entries").filter(voucher=voucher, amount=amount, date=told["date"])
    if form.row is not None:
        same = same.exclude(pk=form.row.pk)
    if voucher and same.exists():
        form.doubts["voucher"] = _("同日同金额的凭证 %(voucher)s 已经有了，请核对是不是重复登记。") % {
            "voucher": voucher
        }
    if not project or told.get("nature") is not Nature.PAYMENT:
        return
    position = glance_at(year, told["date"].replace(month=12, day=31)).ledger.of(project)
    before = form.row.amount if form.row is not None and form.row.project == project else Money()
    over = position.spent + amount - before - position.adjusted
    if over.fen > 0:
        form.doubts["amount"] = _("这样支出超出调整后预算 %(over)s %(unit)s，请核对批复和项目。") % {
            "over": in_unit(over, form.money_unit),
            "unit": form.money_unit.name,
        }


def project_choices(year: BudgetYear) -> list[tuple[str, str]]:
    """The projects of the year to choose from."""
    rows: list[tuple[str, Any]] = list(table_of(year, "projects").values_list("code", "name"))
    return [(code, f"{code} {name}") for code, name in rows]
