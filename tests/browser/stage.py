"""Sets the stage of the browser tests: an example year and the cast of the web tests, in their own database.

    python -m tests.browser.stage [year]

The environment says where, as for the site itself. Prints, as JSON, the session of everybody of the cast. Of
another year than the usual one nothing has been filled in yet, and the cast sits in its offices.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import django

OFFICE_OF_THE_OTHER = "城市管理办公室"


def main() -> None:
    """Make the tables, the year and the people."""
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from jixiao.example import example_year
    from jixiao_web.ledger.services import open_year, replace_year
    from tests.web.conftest import CAST, person

    call_command("migrate", verbosity=0)
    content = example_year(*sys.argv[1:])
    is_usual = len(sys.argv) == 1
    if not is_usual:
        content = replace(content, attainments=(), statements=(), evaluations=())
    year = open_year(actor=None, fiscal_year=content.fiscal_year, unit=content.unit)
    replace_year(actor=None, year=year, content=content)
    sessions = {}
    for name, posts in (CAST | {"english": CAST["coordinator"]}).items():
        own = tuple((role, OFFICE_OF_THE_OTHER if office else "") for role, office in posts)
        user = person(name, posts if is_usual else own)
        if name == "english":
            user.language = user.Language.ENGLISH
            user.save()
        client = Client()
        client.force_login(user, backend="jixiao_web.accounts.backend.UnexpiredBackend")
        sessions[name] = client.cookies["sessionid"].value
    json.dump(sessions, sys.stdout)


if __name__ == "__main__":
    main()
