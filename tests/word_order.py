"""The order in which Word wants the parts of a paragraph, a run, a table…: ECMA-376, part 1, annex A. It offers to
repair a file that has them in another, or has there what it does not know."""

from itertools import pairwise
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FONT = (
    "rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
ORDERS = {
    "pPr": _PARAGRAPH,
    "rPr": f"rStyle {_FONT}",
    "numPr": "ilvl numId",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tr": "tblPrEx trPr tc",
    "trPr": "cantSplit tblHeader",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "numbering": "numPicBullet abstractNum num",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": "writeProtection view zoom removePersonalInformation embedTrueTypeFonts embedSystemFonts "
    "saveSubsetFonts mirrorMargins bordersDoNotSurroundHeader gutterAtTop defaultTabStop characterSpacingControl "
    "compat rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
    "p": None,
    "r": None,
    "body": None,
}
_FIRST = {"p": "pPr", "r": "rPr"}
_LAST = {"body": "sectPr", "tc": "p"}


def faults(part: Element) -> list[str]:
    """What in a part of a Word file stands where Word does not want it."""
    found = []
    for element in part.iter():
        name = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element]
        order = ORDERS.get(name)
        if order:
            known = order.split()
            strange = [child for child in children if child not in known]
            found += [f"{child} inside {name}" for child in strange]
            places = [known.index(child) for child in children if child in known]
            if name == "sectPr":  # references of both kinds may be mixed
                places = [max(place, 1) for place in places]
            if places != sorted(places):
                found.append(f"order in {name}: {' '.join(children)}")
        if name in _FIRST and _FIRST[name] in children[1:]:
            found.append(f"{_FIRST[name]} is not the first in {name}")
        if name in _LAST and children[-1:] != [_LAST[name]]:
            found.append(f"{name} does not end with {_LAST[name]}: {' '.join(children[-2:])}")
        if name in ("body", "tc") and ("tbl", "tbl") in pairwise(children):
            found.append("two tables that Word would make one of")
    return found
