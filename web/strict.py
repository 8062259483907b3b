"""The chat page made strict: browsers run the scripts that Gradio wrote into it, and no others.

Each script that comes from the server gets a nonce; style attributes go, what they said stands in our style sheet.
Gradio's own scripts need neither `eval` nor styles made by script, as long as its HTML component is not used.
"""

import re
import secrets

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class StrictPages:
    """Rewrites every page that comes without a policy of its own, and gives it one."""

    def __init__(self, app: ASGIApp, head: str) -> None:
        self.app = app
        self._head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None
        page, nowhere = b"", False

        async def strict(message: Message) -> None:
            nonlocal start, page, nowhere
            nowhere = nowhere or message.get("status") == 404
            if nowhere:  # what Gradio says then is no page, and not Vietnamese
                return
            if message["type"] == "http.response.start" and _is_loose(MutableHeaders(scope=message)):
                start = message
                return
            if start is None:
                await send(message)
                return
            page += message.get("body", b"")
            if message.get("more_body", False):
                return
            nonce = secrets.token_urlsafe(16)
            body = rewritten(page.decode(), nonce, self._head).encode()
            headers = MutableHeaders(scope=start)
            headers["content-security-policy"] = policy(nonce)
            headers["cache-control"] = "no-cache"  # a nonce is good for one showing
            if "content-length" in headers and scope["method"] != "HEAD":
                headers["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

        await self.app(scope, receive, strict)
        if nowhere:
            raise HTTPException(404)


def rewritten(page: str, nonce: str, head: str) -> str:
    """Return the page with its scripts and style sheets named, without style attributes, our own head first."""
    page = re.sub(r'\sstyle="[^"]*"', "", page)
    page = page.replace("</head>", f"{head}</head>", 1)
    return re.sub(r"<(script|style)(?=[\s>])", rf'<\1 nonce="{nonce}"', page)


def policy(nonce: str) -> str:
    """Return what browsers are told: only this server is asked for anything, and only what it wrote runs."""
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


def _is_loose(headers: MutableHeaders) -> bool:
    return headers.get("content-type", "").startswith("text/html") and "content-security-policy" not in headers
