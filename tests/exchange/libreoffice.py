"""LibreOffice at work without a window: saves a workbook as another kind of file, or edits a cell of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}

_MACRO = """Sub Edit(source, sheet, cell, formula, target1, filter1, target2, filter2, target3, filter3)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  If sheet &lt;&gt; "" Then
    document.Sheets.getByName(sheet).getCellRangeByName(cell).setFormula(formula)
  End If
  Save(document, target1, filter1)
  Save(document, target2, filter2)
  Save(document, target3, filter3)
  document.close(True)
End Sub

Sub Save(document, target, filter)
  If target &lt;&gt; "" Then
    Dim saving(0) As New com.sun.star.beans.PropertyValue
    saving(0).Name = "FilterName" : saving(0).Value = filter
    document.storeToURL(ConvertToURL(target), saving())
  End If
End Sub
"""

_MODULE = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Work"
 script:language="StarBasic">{_MACRO}</script:module>
"""

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Work"/>
</library:library>
"""


class LibreOffice:
    """LibreOffice with a profile of its own."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._called("--terminate_after_init")  # makes the profile, with an empty library of macros
        standard = profile / "user" / "basic" / "Standard"
        (standard / "Work.xba").write_text(_MODULE, "utf-8")
        (standard / "script.xlb").write_text(_LIBRARY, "utf-8")

    def save(
        self, source: Path, *targets: Path, edit: tuple[str, str, str] = ("", "", "")
    ) -> tuple[Path, ...]:
        """Open a workbook and save it as the kinds that the suffixes of up to three targets name.

        `edit` gives a sheet, a cell and what to type into it.
        """
        saved = [part for target in targets for part in (target, _FILTERS[target.suffix])]
        arguments = [source, *edit, *saved, *[""] * (6 - len(saved))]
        spelled = ",".join('"' + str(each).replace('"', '""') + '"' for each in arguments)
        self._called(f"macro:///Standard.Work.Edit({spelled})")
        for target in targets:
            assert target.is_file(), f"LibreOffice did not write {target}"
        return targets

    def _called(self, command: str) -> None:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={self._profile.as_uri()}",
                "--headless",
                "--norestore",
                command,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
