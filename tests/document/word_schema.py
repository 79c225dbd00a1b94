"""The order in which the schema wants what stands inside an element: Word refuses a file that has another.

Source: ECMA-376, 5th edition, part 1 (wml.xsd, dml-wordprocessingDrawing.xsd), transitional; where Word
itself writes an element of 2012 (w15:appearance), its place is the one that Word gives it.
"""

from __future__ import annotations

from lxml import etree

from jixiao.document.writers.word_xml import NAMESPACES

ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers"
        " pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
        " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
        " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle"
        " rPr sectPr pPrChange"
    ),
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
        " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
        " bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "w:sdt": "sdtPr sdtEndPr sdtContent",
    "w:sdtPr": (
        "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex"
        " w15:appearance text"
    ),
    "w:tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
        " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "w:tblBorders": "top left start bottom right end insideH insideV",
    "w:tblCellMar": "top left start bottom right end",
    "w:tr": "tblPrEx trPr tc|sdt",
    "w:tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
        " vAlign hideMark"
    ),
    "w:sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
        " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter"
        " docGrid printerSettings"
    ),
    "w:style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
        " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr"
        " tblStylePr"
    ),
    "w:styles": "docDefaults latentStyles style",
    "w:docDefaults": "rPrDefault pPrDefault",
    "w:font": (
        "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic"
        " embedBoldItalic"
    ),
    "w:settings": (
        "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop"
        " evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids"
        " themeFontLang clrSchemeMapping decimalSymbol listSeparator"
    ),
    "w:compat": (
        "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace"
        " doNotExpandShiftReturn adjustLineHeightInTable useFELayout compatSetting"
    ),
    "wp:inline": "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic",
    "wp:anchor": (
        "wp:simplePos wp:positionH wp:positionV wp:extent wp:effectExtent wp:wrapNone wp:docPr"
        " wp:cNvGraphicFramePr a:graphic"
    ),
    "pic:pic": "pic:nvPicPr pic:blipFill pic:spPr",
    "wps:wsp": "wps:cNvSpPr wps:spPr wps:style wps:txbx wps:bodyPr",
}
"""For each element its children in order, those that share a place joined by |; no prefix means w."""


def disorder(root: etree._Element) -> list[str]:
    """What stands where the schema does not want it; empty where a part is in order."""
    found = []
    for parent, text in ORDER.items():
        wanted = {
            _qualified(name): place for place, group in enumerate(text.split()) for name in group.split("|")
        }
        for element in root.iter(_qualified(parent)):
            children = [str(child.tag) for child in element]
            unknown = [child for child in children if child not in wanted]
            places = [wanted[child] for child in children if child in wanted]
            if unknown or places != sorted(places):
                found.append(f"{parent}: {[etree.QName(child).localname for child in children]}")
    return found


def _qualified(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"
