"""The rules inside a face that bin/make_pdf_fonts.py rewrites: which glyphs a run of letters becomes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

KEPT_SIGNS = (0x200C, 0x200D)
MARKS = (*range(0x64B, 0x656), 0x670)
STEP = 64  # font units (of 2048) by which the place of a vowel sign may be off: a sixth of a point at 11 points
VOWELLED = {chr(code) for code in (*range(0x621, 0x64B), 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6C0, 0x6CC, 0x6D5)}
WANTED = {f"uniFEF{digit}" for digit in "56789ABC"} | {"uniFDF2", "uniFBA5.fina", "uni06C0"}


def is_mark(font: TTFont, glyph: str) -> bool:
    return font["GDEF"].table.GlyphClassDef.classDefs.get(glyph) == 3


def subtables(lookup: Any) -> Iterator[Any]:
    for table in lookup.SubTable:
        yield getattr(table, "ExtSubTable", table)


def add_glyph(font: TTFont, name: str, advance: int, mark: bool, drawing: str = "", x: int = 0, y: int = 0) -> None:
    """A new glyph `name` of the given advance (font units): blank, or the outline of `drawing` moved by x and y."""
    pen = TTGlyphPen(None)
    if drawing:
        recording = DecomposingRecordingPen(font.getGlyphSet())
        font.getGlyphSet()[drawing].draw(recording)
        recording.replay(TransformPen(pen, (1, 0, 0, 1, x, y)))
    glyph = pen.glyph()
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, getattr(glyph, "xMin", 0))
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 3 if mark else 1
    font.setGlyphOrder(list(dict.fromkeys([*font.getGlyphOrder(), name])))


def single(lookups: list[Any], source: str, target: str) -> int:
    """The index of a new lookup that turns the glyph `source` into `target`."""
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = 1, 0
    table = otTables.SingleSubst()
    table.mapping = {source: target}
    lookup.SubTable, lookup.SubTableCount = [table], 1
    lookups.append(lookup)
    return len(lookups) - 1


def coverage(glyphs: list[str]) -> Any:
    table = otTables.Coverage()
    table.glyphs = glyphs
    return table


def take_ligatures(font: TTFont) -> list[tuple[list[str], str]]:
    """Empties every ligature lookup; returns those to rebuild, as (components, ligature)."""
    taken = []
    latin = {font.getBestCmap()[code] for code in range(0x20, 0x250) if code in font.getBestCmap()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in subtables(lookup):
            if table.LookupType != 4:
                continue
            for first, ligatures in table.ligatures.items():
                parts = [([first, *ligature.Component], ligature.LigGlyph) for ligature in ligatures]
                if first not in latin and first != "uni0640" and not is_mark(font, first):
                    taken += [part for part in parts if part[1] in WANTED or "lamalef" in part[1].lower()]
            table.ligatures = {}
    return taken


def split(font: TTFont, parts: list[str], ligature: str, lookups: list[Any]) -> Any:
    """The rule that sets `ligature` as one glyph for each of its `parts`, the first of which carries the drawing."""
    width = font["hmtx"][ligature][0]
    letters = [part for part in parts if not is_mark(font, part)]
    share = width // len(letters)
    names = [f"{part}.{ligature}.{position}" for position, part in enumerate(parts)]
    rest = share * (len(letters) - 1)
    for position, (part, name) in enumerate(zip(parts, names, strict=True)):
        if position == 0:
            add_glyph(font, name, width - rest, False, ligature, -rest)
        else:
            add_glyph(font, name, 0 if part not in letters else share, part not in letters)
    anchor(font, ligature, names, share, len(letters))
    table = otTables.ChainContextSubst()
    table.Format = 3
    table.BacktrackCoverage, table.LookAheadCoverage = [], []
    table.InputCoverage = [coverage([part]) for part in parts]
    table.SubstLookupRecord = []
    for position, (part, name) in enumerate(zip(parts, names, strict=True)):
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = position, single(lookups, part, name)
        table.SubstLookupRecord.append(record)
    table.BacktrackGlyphCount = table.LookAheadGlyphCount = 0
    table.InputGlyphCount = table.SubstCount = len(parts)
    return table


def anchor(font: TTFont, ligature: str, names: list[str], share: int, letters: int) -> None:
    """Gives the parts of a ligature the places for marks that the ligature had for each of its components."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in subtables(lookup):
            if table.LookupType == 5 and ligature in table.LigatureCoverage.glyphs:
                attach = table.LigatureArray.LigatureAttach[table.LigatureCoverage.glyphs.index(ligature)]
                for position, component in enumerate(attach.ComponentRecord[: len(names)]):
                    moved = -share * (letters - 1 - position)
                    add_base(font, names[position], component.LigatureAnchor, moved, table.MarkCoverage.glyphs)
            elif table.LookupType == 4 and ligature in table.BaseCoverage.glyphs:
                record = table.BaseArray.BaseRecord[table.BaseCoverage.glyphs.index(ligature)]
                add_base(font, names[0], record.BaseAnchor, 0, table.MarkCoverage.glyphs)
            elif table.LookupType == 8 and table.Format == 3:
                for covers, name in ((table.BacktrackCoverage, names[-1]), (table.LookAheadCoverage, names[0])):
                    for cover in covers:
                        if ligature in cover.glyphs:
                            cover.glyphs.append(name)


def add_base(font: TTFont, name: str, anchors: list[Any], moved: int, marks: list[str]) -> None:
    """Enters `name` with `anchors` (moved sideways) in the mark-to-base table that places the same marks."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in subtables(lookup):
            if table.LookupType == 4 and table.MarkCoverage.glyphs == marks and name not in table.BaseCoverage.glyphs:
                record = otTables.BaseRecord()
                record.BaseAnchor = []
                for old in anchors:
                    new = otTables.Anchor()
                    new.Format, new.XCoordinate, new.YCoordinate = 1, old.XCoordinate + moved, old.YCoordinate
                    record.BaseAnchor.append(new)
                table.BaseCoverage.glyphs.append(name)
                table.BaseArray.BaseRecord.append(record)
                table.BaseArray.BaseCount += 1


def rewrite(font: TTFont) -> None:
    """Replaces the ligatures and keeps the invisible signs, in the feature `rlig`, which is always applied."""
    substitutions = font["GSUB"].table
    lookups = substitutions.LookupList.Lookup
    ligatures = take_ligatures(font)
    chain = otTables.Lookup()
    chain.LookupType, chain.LookupFlag = 6, 0
    chain.SubTable = [split(font, parts, ligature, lookups) for parts, ligature in ligatures]
    with_marks = [t for t in chain.SubTable if any(is_mark(font, c.glyphs[0]) for c in t.InputCoverage)]
    letters = otTables.Lookup()
    letters.LookupType, letters.LookupFlag = 6, 9  # right to left, marks between the letters are passed over
    letters.SubTable = [table for table in chain.SubTable if table not in with_marks]
    chain.SubTable = with_marks
    added = []
    for lookup in (chain, letters):
        lookup.SubTableCount = len(lookup.SubTable)
        if lookup.SubTable:
            lookups.append(lookup)
            added.append(len(lookups) - 1)
    for code in KEPT_SIGNS:
        sign = font.getBestCmap()[code]
        add_glyph(font, f"{sign}.kept", 0, False)
        added.append(single(lookups, sign, f"{sign}.kept"))
    substitutions.LookupList.LookupCount = len(lookups)
    for record in substitutions.FeatureList.FeatureRecord:
        if record.FeatureTag == "rlig":
            record.Feature.LookupListIndex += added
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def chained(back: list[list[str]], found: list[str], ahead: list[list[str]], lookup: int | None) -> Any:
    """The rule: a glyph of `found` between `back` and `ahead` goes through `lookup`, or stays where that is None."""
    table = otTables.ChainContextSubst()
    table.Format = 3
    table.BacktrackCoverage, table.BacktrackGlyphCount = [coverage(glyphs) for glyphs in back], len(back)
    table.InputCoverage, table.InputGlyphCount = [coverage(found)], 1
    table.LookAheadCoverage, table.LookAheadGlyphCount = [coverage(glyphs) for glyphs in ahead], len(ahead)
    table.SubstLookupRecord = []
    if lookup is not None:
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = 0, lookup
        table.SubstLookupRecord.append(record)
    table.SubstCount = len(table.SubstLookupRecord)
    return table


def places(font: TTFont, marks: list[str]) -> dict[tuple[int, int, str], list[str]]:
    """The letters that carry `marks` at about the same place, under (x, y, mark): how far the mark has to move."""
    found: dict[tuple[int, int, str], list[str]] = {}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in subtables(lookup):
            if table.LookupType != 4:
                continue
            for mark in set(marks) & set(table.MarkCoverage.glyphs):
                own = table.MarkArray.MarkRecord[table.MarkCoverage.glyphs.index(mark)]
                for base, record in zip(table.BaseCoverage.glyphs, table.BaseArray.BaseRecord, strict=True):
                    place = record.BaseAnchor[own.Class]
                    if place:
                        x = round((place.XCoordinate - own.MarkAnchor.XCoordinate) / STEP) * STEP
                        y = round((place.YCoordinate - own.MarkAnchor.YCoordinate) / STEP) * STEP
                        found.setdefault((x, y, mark), []).append(base)
    return found


def settle_marks(font: TTFont) -> None:
    """Sets the vowel signs in place by glyphs that are drawn there, not by moving them.

    A sign that is moved up leaves the line for a reader of the PDF, which then puts «حتما» and its tanvin on two lines.
    Two signs on one letter are left to be stacked by their anchors.
    """
    substitutions = font["GSUB"].table
    lookups = substitutions.LookupList.Lookup
    marks = sorted({font.getBestCmap()[code] for code in MARKS if code in font.getBestCmap()}, key=font.getGlyphID)
    rule = otTables.Lookup()
    rule.LookupType, rule.LookupFlag = 6, 1
    rule.SubTable = [chained([], marks, [marks], None)]
    known = texts(font)
    for (x, y, mark), bases in sorted(places(font, marks).items()):
        common = sorted({base for base in bases if known.get(base, "") in VOWELLED}, key=font.getGlyphID)
        if common:
            name = f"{mark}.{x}.{y}"
            add_glyph(font, name, 0, True, mark, x, y)
            rule.SubTable.append(chained([common], [mark], [], single(lookups, mark, name)))
    rule.SubTableCount = len(rule.SubTable)
    lookups.append(rule)
    substitutions.LookupList.LookupCount = len(lookups)
    for record in substitutions.FeatureList.FeatureRecord:
        if record.FeatureTag == "calt":  # the last feature to choose the form of a letter
            record.Feature.LookupListIndex.append(len(lookups) - 1)
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def texts(font: TTFont) -> dict[str, str]:
    """The character that each glyph stands for, through every substitution of one glyph by one.

    Where two letters would end in one glyph (ى in the compact form of ی), the second stays in its own form.
    """
    known = {glyph: chr(code) for code, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    tables = [t for lookup in font["GSUB"].table.LookupList.Lookup for t in subtables(lookup) if t.LookupType == 1]
    for _ in range(5):
        for table in tables:
            for source, target in list(table.mapping.items()):
                if source in known and known.setdefault(target, known[source]) != known[source]:
                    del table.mapping[source]
    return known
