"""Forms (表样): layouts that are data, filled from the ledger for annexes, workbooks and blanks."""

from jixiao.narrative.forms.blocks import form_blocks, form_document
from jixiao.narrative.forms.filling import FilledForm, FormCell, FormRow, filled_forms
from jixiao.narrative.forms.layout import Form, Part, load_form

__all__ = [
    "FilledForm",
    "Form",
    "FormCell",
    "FormRow",
    "Part",
    "filled_forms",
    "form_blocks",
    "form_document",
    "load_form",
]
