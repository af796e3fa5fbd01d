#!/usr/bin/env python3
"""Makes the bundled fonts from the upstream ones (Debian: fonts-inter, fonts-jetbrains-mono, python3-fonttools).

JavaFX cannot switch OpenType features, so tabular digits are made the default ones of the interface font. The family
is renamed, since it is no longer the upstream font, and SemiBold takes the place of Bold in it, since JavaFX knows
only two weights of a family. Scripts the interface does not use are left out; JavaFX falls back to a system font.
"""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

INTER = "/usr/share/fonts/opentype/inter/Inter-%s.otf"
MONO = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-%s.ttf"
RANGES = [(0x20, 0x17F), (0x2B0, 0x2FF), (0x370, 0x52F), (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20A0, 0x20BF),
          (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2500, 0x25FF)]


def build(source, family, style, bold, target):
    font = TTFont(source)
    cmap = font.getBestCmap()
    tabular = {}
    if "Inter" in source:
        table = font["GSUB"].table
        lookups = {index for record in table.FeatureList.FeatureRecord if record.FeatureTag == "tnum"
                   for index in record.Feature.LookupListIndex}
        for index in lookups:
            for sub in table.LookupList.Lookup[index].SubTable:
                mapping = getattr(sub, "ExtSubTable", sub).mapping
                tabular |= {code: mapping[cmap[code]] for code in range(0x30, 0x3A) if cmap[code] in mapping}
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({c: g for c, g in tabular.items() if c in table.cmap})
    options = subset.Options(name_IDs=["*"], name_legacy=True, name_languages=["*"], notdef_outline=True,
                             layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], hinting=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    subsetter.subset(font)
    names = font["name"]
    for record in list(names.names):
        if record.nameID in (16, 17, 21, 22, 25):
            names.removeNames(nameID=record.nameID)
    for name_id, text in ((1, family), (2, style), (3, family + " " + style), (4, family + " " + style),
                          (6, family.replace(" ", "") + "-" + style.replace(" ", ""))):
        names.setName(text, name_id, 3, 1, 0x409)
        names.setName(text, name_id, 1, 0, 0)
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = family.replace(" ", "") + "-" + style
        cff.topDictIndex[0].FamilyName = family
        cff.topDictIndex[0].FullName = family + " " + style
        cff.topDictIndex[0].Weight = style
    font.save(target)


out = sys.argv[1]
build(INTER % "Regular", "Sluice Sans", "Regular", False, out + "/SluiceSans-Regular.otf")
build(INTER % "SemiBold", "Sluice Sans", "Bold", True, out + "/SluiceSans-Bold.otf")
build(INTER % "Medium", "Sluice Sans Medium", "Regular", False, out + "/SluiceSansMedium-Regular.otf")
build(MONO % "Regular", "Sluice Mono", "Regular", False, out + "/SluiceMono-Regular.ttf")
build(MONO % "SemiBold", "Sluice Mono", "Bold", True, out + "/SluiceMono-Bold.ttf")
