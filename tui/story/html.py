"""A story as one HTML page that stands by itself: no script, nothing loaded, light or dark as the reader has it.

It prints on A4, the A3 on one landscape page in two columns. Written so that an XML parser can read it too. A
spreadsheet that opens it takes the cells of its tables as text (mso-number-format).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tui.escaped import xml
from tui.story import pictures
from tui.story.blocks import Block, Curve, Fish, Head, Part, Points, Story, Table, Words
from tui.text import language

_STYLE = """
:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#555;--rule:#767676;--tint:#f1f1ee;--line:#0b5c8f;
--goal:#8a4b00}
@media (prefers-color-scheme:dark){:root{--ink:#eee;--paper:#161616;--quiet:#b8b8b8;--rule:#8a8a8a;--tint:#262626;
--line:#7cc4f5;--goal:#f0b467}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;padding:1.5rem;
max-width:48rem;overflow-wrap:anywhere}
h1{line-height:1.2;margin:0 0 .5rem}h2{margin:1.6rem 0 .4rem;border-bottom:1px solid var(--rule);font-size:1.25rem}
h3{margin:1rem 0 .3rem;font-size:1.05rem}h4{margin:.8rem 0 .2rem;font-size:1rem}
p,ul{margin:.4rem 0}ul{padding-left:1.3rem}
.about{color:var(--quiet);margin:0}.label{font-weight:bold}
table{border-collapse:collapse;width:100%;margin:.6rem 0}caption{text-align:left;font-weight:bold;padding:.2rem 0}
th,td{mso-number-format:"\\@"}
th,td{border:1px solid var(--rule);padding:.2rem .5rem;text-align:left;vertical-align:top;font-weight:normal}
thead th{background:var(--tint);font-weight:bold}
summary{color:var(--line);cursor:pointer}details caption{display:none}
figure{margin:.6rem 0}figcaption{color:var(--quiet);font-size:.9rem}
svg{display:block;width:100%;height:auto;color:var(--ink)}
svg text{font:12px system-ui,sans-serif;fill:currentColor}svg .head{font-weight:bold}svg .quiet{fill:var(--quiet)}
svg .rule{stroke:var(--rule);fill:none}svg .bone{stroke:currentColor;fill:none;stroke-width:1.5}
svg .line{stroke:var(--line);fill:none;stroke-width:2}svg .point{fill:var(--line)}
svg .median,svg .mean{stroke:currentColor;stroke-dasharray:7 4;fill:none}svg .limit{stroke:var(--rule);fill:none}
svg .goal{stroke:var(--goal);stroke-dasharray:2 3;stroke-width:2;fill:none}svg .goal-text{fill:var(--goal)}
svg .box{fill:var(--tint);stroke:var(--rule)}
@media print{:root{--ink:#000;--paper:#fff;--quiet:#333;--rule:#555;--tint:#eee;--line:#0b5c8f;--goal:#8a4b00}
html{font-size:10pt}body{padding:0;max-width:none}figure,table,li,h2,h3,h4{break-inside:avoid}
h2,h3,h4,caption,p.label{break-after:avoid}details{display:none}}
"""
_A4 = "@page{size:A4;margin:15mm}"
_A3 = """
@page{size:A3 landscape;margin:12mm}
body{max-width:none;line-height:1.4}
main{columns:2;column-gap:2rem}header{margin-bottom:.8rem}
section{border:1px solid var(--rule);padding:.3rem .9rem .6rem;margin:0 0 .8rem;-webkit-box-decoration-break:clone;
box-decoration-break:clone}
section h2{margin:.2rem 0;border:0;color:var(--line)}section p,section ul{margin:.2rem 0}
@media (max-width:60rem){main{columns:1}}
@media print{html{font-size:8.5pt}main{columns:2}table{margin:.3rem 0}th,td{padding:.1rem .4rem}}
"""
_SAFE = "default-src 'none'; style-src 'unsafe-inline'"


def written(story: Story, form: Literal["html", "a3"] = "html") -> str:
    """The story as a page."""
    title = xml(story.title)
    out = [
        "<!DOCTYPE html>",
        f'<html lang="{language()}">',
        "<head>",
        '<meta charset="utf-8"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}"/>',
        f"<title>{title}</title>",
        f"<style>{_STYLE}{_A3 if form == 'a3' else _A4}</style>",
        "</head>",
        "<body>",
        "<header>",
        f"<h1>{title}</h1>",
        *(f'<p class="about">{xml(line)}</p>' for line in story.about),
        "</header>",
        "<main>",
    ]
    for part in story.parts:
        out += _part(part, pictures.TALL if form == "html" else pictures.LOW)
    return "\n".join([*out, "</main>", "</body>", "</html>"]) + "\n"


def _part(part: Part, tall: int) -> Iterator[str]:
    yield f'<section aria-labelledby="{part.key}">'
    yield f'<h2 id="{part.key}">{xml(part.heading)}</h2>'
    for number, block in enumerate(part.blocks, 1):
        yield from _block(block, f"{part.key}-{number}", tall)
    yield "</section>"


def _block(block: Block, key: str, tall: int) -> Iterator[str]:
    match block:
        case Words(text, label):
            yield f"<p>{_label(label)}{_lines(text)}</p>"
        case Points(items, label):
            if label:
                yield f'<p class="label">{xml(label)}</p>'
            yield "<ul>"
            yield from (f"<li>{_lines(item)}</li>" for item in items)
            yield "</ul>"
        case Table():
            yield from _table(block)
        case Head(text, deep):
            tag = "h4" if deep else "h3"
            yield f"<{tag}>{xml(text)}</{tag}>"
        case Fish() | Curve():
            drawn = pictures.fish(block, key) if isinstance(block, Fish) else pictures.curve(block, key, tall)
            yield f"<figure>{drawn}"
            yield f"<figcaption>{xml(pictures.legend(block))}</figcaption></figure>"


def _table(block: Table) -> Iterator[str]:
    if block.folded:
        yield f"<details><summary>{xml(block.caption)}</summary>"
    yield "<table>"
    yield f"<caption>{xml(block.caption)}</caption>"
    heads = "".join(f'<th scope="col">{xml(h)}</th>' if h else "<td></td>" for h in block.heads)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for first, *rest in block.rows:
        cells = "".join(f"<td>{_lines(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{_lines(first)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table></details>" if block.folded else "</table>"


def _label(label: str) -> str:
    if not label:
        return ""
    return f'<span class="label">{xml(label if label.endswith(("?", ".")) else label + ":")}</span> '


def _lines(text: str) -> str:
    return "<br/>".join(xml(line) for line in text.splitlines() if line.strip())
