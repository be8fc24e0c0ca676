"""How the timeline looks: the style of the picture, and of the page around it. Marks differ in more
than hue: hollow and solid, dashed and not."""

from __future__ import annotations

PICTURE = """
.tl{background:#fff;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
.tl text{fill:#1d2733;font-size:12px}
.tl .title{font-size:20px;font-weight:650}.tl .quiet,.tl .tick,.tl .stage{fill:#556270}
.tl .group{font-weight:650;font-size:13px}.tl .year{font-weight:600;fill:#3a4652}.tl .tick{font-size:10.5px}
.tl .band{fill:#f3f5f8}.tl .page{fill:#fff}
.tl .grid{stroke:#e6eaee}.tl .major{stroke:#cdd4db}.tl .rule{stroke:#eef1f4}
.tl .plan{fill:#fff;stroke:#2563a8;stroke-width:1.8}.tl .plan-end{fill:none;stroke:#2563a8;stroke-width:1.8}
.tl .aim{stroke-dasharray:4 2.5}
.tl .old{opacity:.55}
.tl .came{fill:#1f7a5c;stroke:#1f7a5c;stroke-width:1.8}.tl .came-end{fill:none;stroke:#1f7a5c;stroke-width:1.8}
.tl .other{fill:#9aa5b1;stroke:#6b7782}.tl .other-end{fill:none;stroke:#6b7782}
.tl .slip{fill:none;stroke:#b3400f;stroke-width:1.6}.tl .slip-head{fill:#b3400f}
.tl .unsure{stroke-dasharray:3 3}
.tl .early{stroke:#6a51a3}.tl .early-head{fill:#6a51a3}
.tl text.delay{fill:#a3390d;font-weight:600;font-size:11px}.tl text.delay.good{fill:#5d4694}
.tl .today{stroke:#7a3e9d;stroke-width:1.4;stroke-dasharray:2 3}
.tl text.today-label{fill:#6b3590;font-weight:600;font-size:11px}
@media (prefers-color-scheme:dark){
.tl{background:#11161c}.tl .page{fill:#11161c}.tl text{fill:#e6ebf0}
.tl .quiet,.tl .tick,.tl .stage{fill:#a9b4bf}.tl .year{fill:#c8d1da}
.tl .band{fill:#1a2129}.tl .grid{stroke:#222b34}.tl .major{stroke:#35414d}.tl .rule{stroke:#1c242c}
.tl .plan{fill:#11161c;stroke:#74b0f0}.tl .plan-end{stroke:#74b0f0}
.tl .came{fill:#46c398;stroke:#46c398}.tl .came-end{stroke:#46c398}
.tl .other{fill:#75818d;stroke:#97a3af}.tl .other-end{stroke:#97a3af}
.tl .slip{stroke:#ff9a66}.tl .slip-head{fill:#ff9a66}.tl .early{stroke:#b9a2f0}.tl .early-head{fill:#b9a2f0}
.tl text.delay{fill:#ffab80}.tl text.delay.good{fill:#c7b5f5}
.tl .today{stroke:#cf9bf0}.tl text.today-label{fill:#d9b0f5}}
"""
PAGE = """
:root{color-scheme:light dark}body{margin:0;background:#fff;color:#1d2733;
font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
main{max-width:1400px;margin:0 auto;padding:16px}.picture{overflow-x:auto}
.picture svg{display:block;width:100%;min-width:1080px;height:auto}
.hint{display:none;margin:0 0 8px}@media (max-width:900px){.hint{display:block}}
.rows{overflow-x:auto}summary{cursor:pointer;padding:8px 0;font-weight:600}
table{border-collapse:collapse;font-size:13px;width:100%}th,td{text-align:left;padding:4px 10px 4px 0;
vertical-align:top;border-bottom:1px solid #dfe4e9}th{white-space:nowrap}
h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (prefers-color-scheme:dark){body{background:#11161c;color:#e6ebf0}th,td{border-color:#2a343e}}
"""
