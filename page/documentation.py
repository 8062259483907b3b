"""The page that describes the API, drawn by Swagger's files, which a package brings: nothing comes from outside."""

from __future__ import annotations

from html import escape

from prompts import say

FILES = "/docs/files"


def documentation_page() -> str:
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(say("api.docs_title"))}</title><link rel="icon" href="/favicon.svg">'
        f'<link rel="stylesheet" href="{FILES}/swagger-ui.css"><script src="{FILES}/swagger-ui-bundle.js"></script>'
        '<script type="module" src="/page/assets/documentation.js"></script></head>'
        '<body><div id="swagger-ui"></div></body></html>'
    )
