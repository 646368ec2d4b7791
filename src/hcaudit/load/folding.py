"""Bringing words into the one form in which they are compared; it must not know what any word means."""

from __future__ import annotations

import functools
import re
import unicodedata

INVISIBLE = r"\s\x00-\x1f\x7f\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\u3000\ufeff"
"""White space and characters that do not show, as the inside of a regular expression's class."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_EDGES = re.compile(f"^[{INVISIBLE}]+|[{INVISIBLE}]+$")
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_BRACKETS = str.maketrans({"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "<": "(", ">": ")"})
_MARKS = re.compile(r"^[*#]+|[*:#]+$")
_WORD = 40
"""Words up to this length are met again and again."""

_UNIT = re.compile(r"(.+)\(([^()]+)\)")

_SIMPLIFIED = str.maketrans(
    "業兩個臨為爲舉亂務動辦區單壓參雙發變號員響圍園圓場處備復複審實對導屬幣帶應廢開歸當徑總戶執擴揚護報損據數無時暫機條來檔檢檻畢匯沒環現狀電碼確稱統績維編網聯職節營"
    "範裝見規計認議記論設訪證評訴試話詢詳誤說請諉責質費資運進違過轉錯長門問間閘際銷項預頻題額驗類級約純納線組經結終則別劃減準體臺係關檯",
    "业两个临为为举乱务动办区单压参双发变号员响围园圆场处备复复审实对导属币带应废开归当径总户执扩扬护报损据数无时暂机条来档检槛毕汇没环现状电码确称统绩维编网联职节营"
    "范装见规计认议记论设访证评诉试话询详误说请诿责质费资运进违过转错长门问间闸际销项预频题额验类级约纯纳线组经结终则别划减准体台系关台",
)
"""The characters of headers and words that are written otherwise where traditional characters are used."""


def clean(text: str) -> str:
    """Return `text` normalised (NFKC) and without invisible edges, a leading apostrophe or the wrapping ``="…"``."""
    bare = _EDGES.sub("", unicodedata.normalize("NFKC", text))
    wrapped = _FORMULA_TEXT.fullmatch(bare)
    if wrapped:
        bare = wrapped[1].replace('""', '"')
    return _EDGES.sub("", bare.lstrip("'"))


def fold(text: str) -> str:
    """Return `text` in the form in which values are compared: clean, without spaces or case, simplified characters."""
    return _folded_before(text) if len(text) <= _WORD else _folded(text)


def _folded(text: str) -> str:
    return _INVISIBLE.sub("", clean(text)).casefold().translate(_SIMPLIFIED)


_folded_before = functools.lru_cache(maxsize=1 << 14)(_folded)


@functools.lru_cache(maxsize=1 << 14)
def fold_header(text: str) -> tuple[str, str | None]:
    """Return a header in the form in which headers are compared, and the text of its last bracket, if it ends in one.

    The bracket is still part of the header; whether it is a unit is for the caller to say.
    """
    bare = _MARKS.sub("", fold(text).translate(_BRACKETS)).replace("勘查", "勘察")
    bracketed = _UNIT.fullmatch(bare)
    return bare, bracketed[2] if bracketed else None
