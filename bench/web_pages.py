"""One known document as many web sites would show it: navigation, adverts, comments and banners around it, facts in its head."""

from __future__ import annotations

import html
import json
import re

from known import Known
from producers import Maker, body

_MENU = "".join(
    f'<li><a href="/{w.lower()}">{w}</a></li>'
    for w in "Home World Politics Business Culture Sport Weather Opinion Archive".split()
)
_COOKIES = '<div id="cookie-consent" class="cookie-banner"><p>We and our 843 partners store cookies on your device to show personalised adverts. You can change your choice at any time.</p><button>Accept all</button><button>Reject</button></div>'
_RELATED = (
    '<aside class="related"><h3>Read also</h3><ul>'
    + "".join(
        f'<li><a href="/{k}">Minister opens the {k}th cattle show of the season in Brell</a></li>' for k in range(5, 12)
    )
    + "</ul></aside>"
)
_COMMENTS = (
    '<section id="comments" class="comments"><h3>3 comments</h3>'
    + "".join(
        f'<div class="comment"><b>{who}</b> <time>2 hours ago</time><p>I was there and it was at least {n} people, do not believe the papers, they always lie about such things.</p></div>'
        for who, n in (("gullfan", 555), ("Old Brell", 777), ("x_y", 888))
    )
    + "</section>"
)
_ADVERT = '<div class="advertisement ad-slot"><p>Advertisement</p><a href="https://shop.example">Rubber boots from 19.99: order now and get a second pair for half the price!</a></div>'
_SHARE = '<ul class="share-buttons"><li><a href="#">Share on Face</a></li><li><a href="#">Tweet</a></li><li><a href="#">Mail to a friend</a></li></ul>'
_FOOT = '<footer><p>© 2013 Vardon Gazette. All rights reserved. Reproduction only with permission of the publisher.</p><ul><li><a href="/imprint">Imprint</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>'


def _between(markup: str, piece: str, every: int = 6) -> str:
    """The elements with a foreign piece after every few of them."""
    lines = markup.split("\n")
    return "\n".join(
        line + (piece if k and k % every == 0 and line.startswith("<p>") else "") for k, line in enumerate(lines)
    )


def _head(known: Known, facts: str) -> str:
    return f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{html.escape(known.title)} | {known.publisher}</title>{facts}<style>p{{margin:0}}</style><script>var x = "tracking";</script></head>'


def newspaper(known: Known) -> bytes:
    """Semantic elements, JSON-LD, everything around."""
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": known.title, "datePublished": f"{known.day}T06:30:00+02:00", "author": {"@type": "Person", "name": known.author}, "publisher": {"@type": "Organization", "name": known.publisher}}  # fmt: skip
    text = body(known)
    title, rest = text.split("\n", 1)
    return f"""{_head(known, f'<script type="application/ld+json">{json.dumps(facts)}</script>')}<body>{_COOKIES}<header><a href="/">Vardon Gazette</a><nav><ul>{_MENU}</ul></nav></header>
    <main><article><header>{title}<p class="byline">By <a rel="author" href="/a">{known.author}</a>, <time datetime="{known.day}">4 May 2013</time></p>{_SHARE}</header>{_between(rest, _ADVERT)}</article>{_RELATED}{_COMMENTS}</main>{_FOOT}</body></html>""".encode()


def soup(known: Known) -> bytes:
    """Containers within containers, classes for names, OpenGraph."""
    facts = f'<meta property="og:title" content="{html.escape(known.title)}"><meta property="og:site_name" content="{known.publisher}"><meta property="article:published_time" content="{known.day}T06:30:00Z"><meta name="author" content="{known.author}">'
    text = re.sub(r"<(/?)p>", r"<\1div>", body(known)).replace("<div>", '<div class="par">')
    return f"""{_head(known, facts)}<body><div id="wrap"><div class="top-menu"><ul>{_MENU}</ul></div>{_COOKIES}<div class="col-main"><div class="story"><div class="story-body"><div class="content__article-body">{_between(text, _ADVERT, 9)}</div></div>{_SHARE}</div>{_COMMENTS}</div>
    <div class="sidebar">{_RELATED}</div><div class="bottom">© 2013 Vardon Gazette. All rights reserved.</div></div></body></html>""".encode()


def tables(known: Known) -> bytes:
    """A page of 1999: a table for the layout, fonts, line ends for paragraphs, Windows-1252 without saying so."""
    text = body(known)
    rest = re.sub(r"<p>(.*?)</p>", r'<font face="Verdana" size="2">\1</font><br><br>', text)
    page = f"""<html><head><title>{known.title}</title></head><body bgcolor="#ffffff"><table width="760" border="0"><tr><td width="140" valign="top"><font size="1"><ul>{_MENU}</ul></font></td><td width="480" valign="top">{rest}</td>
    <td width="140" valign="top"><font size="1">{_RELATED}</font></td></tr></table><center><font size="1">Copyright 1999 Vardon Gazette</font></center></body></html>"""
    return page.encode("cp1252", "xmlcharrefreplace")


def weblog(known: Known) -> bytes:
    """A weblog's usual theme, with a list of posts and comments beside and below the text."""
    text = body(known)
    title, rest = text.split("\n", 1)
    posts = "".join(f'<li><a href="/p{k}">Another day in the valley, part {k}</a></li>' for k in range(12))
    return f"""{_head(known, '<meta name="generator" content="WordPress 5.1">')}<body class="single"><div id="page"><div id="masthead" class="site-header"><p class="site-title">Notes from Brell</p><nav class="main-navigation"><ul>{_MENU}</ul></nav></div><div id="content" class="site-content"><div id="primary" class="content-area"><main id="main">
    <article id="post-7" class="post type-post"><header class="entry-header">{title.replace("<h1>", '<h1 class="entry-title">')}<div class="entry-meta">Posted on <time class="entry-date published" datetime="{known.day}">May 4, 2013</time> by {known.author}</div></header><div class="entry-content">{rest}</div><footer class="entry-footer">Posted in <a href="/c">Valley</a> | Tagged <a href="/t">flood</a></footer></article>
    <div id="comments" class="comments-area">{_COMMENTS}</div></main></div><div id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent posts</h2><ul>{posts}</ul></section></div></div>{_FOOT}</div></body></html>""".encode()


def office_site(known: Known) -> bytes:
    """A ministry's site: breadcrumbs, a list of dates, headings as plain paragraphs in bold, no article element."""
    text = re.sub(r"<h2>(.*?)</h2>", r"<p><strong>\1</strong></p>", body(known))
    facts = f'<meta name="DC.Title" content="{html.escape(known.title)}"><meta name="DC.Date.Issued" content="{known.day}"><meta name="DC.Publisher" content="{known.publisher}">'
    return f"""{_head(known, facts)}<body><a class="skip" href="#main">Skip to content</a><div role="banner"><ul class="nav">{_MENU}</ul><form><input name="q"><button>Search</button></form></div><ol class="breadcrumb"><li><a href="/">Home</a></li><li><a href="/p">Press</a></li><li>Press release</li></ol>
    <div id="main" role="main"><p class="date">Press release 17/2013 of 4 May 2013</p>{text}<p class="print"><a href="#">Print this page</a> <a href="#">Save as PDF</a></p></div>
    <div class="box"><h3>Press office</h3><p>Telephone 555 0101, Monday to Friday</p></div><div role="contentinfo"><ul>{_MENU}</ul></div></body></html>""".encode()


PAGES: dict[str, Maker] = {f"{make.__name__}.html": make for make in (newspaper, soup, tables, weblog, office_site)}
"""Every page by name."""
