"""The look of an HTML page: dark or light as its reader has it, on a narrow screen and on A4."""

LIGHT = {
    "ink": "#1b1b1b", "ground": "#ffffff", "quiet": "#595959", "line": "#c8c8c8", "link": "#0b4fb3",
    "good": "#116329", "caution": "#7d4e00", "bad": "#a40e26", "advice": "#0b5563", "trial": "#0b4fb3",
    "overlay": "#6639ba",
}  # fmt: skip
DARK = {
    "ink": "#e6e6e6", "ground": "#161616", "quiet": "#a8a8a8", "line": "#454545", "link": "#8ab8ff",
    "good": "#6fdd8b", "caution": "#e3b341", "bad": "#ff8182", "advice": "#56d4dd", "trial": "#9cb8ff",
    "overlay": "#d2a8ff",
}  # fmt: skip


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())


_TONES = " ".join(
    f".{tone}{{color:var(--{colour})}}"
    for tone, colour in (
        *((name, name) for name in ("good", "caution", "bad", "advice", "trial", "overlay", "quiet")),
        *(("g1", "good"), ("g2", "caution"), ("g3", "bad")),
    )
)
_RULES = """
.names{columns:14rem;list-style:none;padding:0}
body{font:1rem/1.45 system-ui,sans-serif;max-width:76rem;margin:1.5rem auto;padding:0 1rem;color:var(--ink);
background:var(--ground);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
h1{font-size:1.5rem} h2{font-size:1.2rem} h3{font-size:1.05rem} h4{font-size:1rem}
h1,h2,h3,h4{line-height:1.25;margin:1.2em 0 .4em;break-after:avoid}
a{color:var(--link)} .cite a,.back{text-decoration:none} .cite{color:var(--quiet);white-space:nowrap}
abbr{text-decoration:none} code{font-family:ui-monospace,monospace} pre{overflow-x:auto;line-height:1.2}
.strong{font-weight:600} .whole{white-space:nowrap}
.scroll{overflow-x:auto} table{border-collapse:collapse;width:100%}
caption{text-align:left} caption h2{margin:.6em 0 .2em}
th,td{text-align:left;vertical-align:top;font-weight:inherit;padding:.4rem .9rem .4rem 0;
border-bottom:1px solid var(--line)}
thead th{color:var(--quiet);border-bottom-color:var(--ink);white-space:nowrap}
th[scope=row]{min-width:8rem} td{min-width:10rem} .text{min-width:18rem} .right{text-align:right}
tr:has(+.more)>*{border-bottom:0;padding-bottom:0} .more>td{padding:0 0 .3rem}
.more details{position:sticky;left:0;max-width:calc(100vw - 2rem);box-sizing:border-box}
summary{cursor:pointer;color:var(--quiet);font-size:.85rem}
details[open]{border-left:3px solid var(--line);padding:0 0 .5rem .9rem;margin:.3rem 0}
.led{display:flex;column-gap:.6em} .led>:first-child{flex:0 0 auto;min-width:var(--lead)}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem} .facts dt{color:var(--quiet)}
.facts dd{margin:0;min-width:0}
.lines{margin:.4rem 0} .sources li{margin:.25rem 0;overflow-wrap:anywhere}
footer{border-top:1px solid var(--line);margin-top:1.5rem} footer ul{padding-left:1.2rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:40rem){.facts .led,.lines .led{flex-wrap:wrap}
.facts{grid-template-columns:1fr;row-gap:0} .facts dd{margin-bottom:.5rem}}
@page{size:A4;margin:15mm}
@media print{body{font-size:9pt;max-width:none;margin:0;padding:0} .scroll{overflow:visible}
td,.text,th[scope=row]{min-width:0} thead th{white-space:normal} tr,li,dd{break-inside:avoid} .more{break-inside:auto}
.more:not(:has([open])),body:not(:has([open])) .behind,summary,.back{display:none}
a{color:inherit;text-decoration:none}
.sheet{page:sheet;font-size:8.6pt;line-height:1.22} .sheet th,.sheet td{padding:.1rem .5rem .1rem 0}
.sheet h1{font-size:10pt;margin:0 0 .2rem} .sheet caption h2{font-size:9pt;margin:.2rem 0 0}
.sheet .facts{gap:.08rem .6rem;margin:.2rem 0} .sheet p{margin:.2rem 0} .sheet nav{display:none}
.sheet footer{margin-top:.2rem}}
@page sheet{size:A4;margin:9mm}
"""
STYLE = " ".join(
    f"""
    :root{{color-scheme:light dark;{_variables(LIGHT)}}}
    @media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}
    {_TONES} {_RULES}
    """.split()
)
