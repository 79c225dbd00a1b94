"""Reporting (核稿结果): what the proof found, as JSON, SARIF, a page, Word comments or a list.

One file is checked by `checked`; each other module writes what came of it in one form.
"""
