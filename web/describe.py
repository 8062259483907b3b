"""The description of the API (OpenAPI), in Vietnamese: words from prompts/openapi.toml, examples beside this file."""

import json
from functools import cache
from importlib import resources
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from prompts import say, templates
from web.models import ProblemDetail

_TAGS = {
    "ask": ("ask", "ask_stream", "feedback", "list_models", "one_model", "complete"),
    "look": ("search", "facts", "rankings", "documents", "document"),
    "keep": ("upload", "correct", "remove"),
    "watch": ("health", "ready"),
}
_TABLES = ("facts", "rankings")
_SSE = "text/event-stream"
#: The shape of one event of a stream.
_EVENTS: dict[str, dict[str, Any]] = {
    "ask_stream": {"event": {"enum": ["status", "delta", "answer", "error"]}, "data": {"type": "string"}},
    "complete": {"data": {"type": "string"}},
    "upload": {"event": {"enum": ["progress", "report", "error"]}, "data": {"type": "string"}},
}
_ABSENT = ("document", "one_model", "feedback")
#: What any request may be answered with; what it says is in `ProblemDetail`.
_ALWAYS = ("400", "401", "403", "408", "413", "415", "421", "422", "429", "500", "503")
_OPEN = ("health", "ready")

DESCRIPTION: dict[str, Any] = {
    "description": say("openapi.about"),
    "openapi_tags": [{"name": say(f"openapi.tag_{t}"), "description": say(f"openapi.tag_{t}_about")} for t in _TAGS],
    "generate_unique_id_function": lambda route: route.name,
}


@cache
def examples() -> dict[str, Any]:
    """Return for each operation an example of what is sent and of what comes back."""
    text = resources.files("web").joinpath("examples.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def describe(server: FastAPI) -> None:
    """Let the server describe itself in words that a person at the portal understands."""

    def openapi() -> dict[str, Any]:
        if server.openapi_schema is None:
            server.openapi_schema = _described(server)
        return server.openapi_schema

    server.openapi = openapi  # type: ignore[method-assign]


def _described(server: FastAPI) -> dict[str, Any]:
    routes = [r for r in server.routes if isinstance(r, APIRoute)]
    made = get_openapi(
        title=server.title, version=server.version, description=server.description, routes=routes,
        tags=server.openapi_tags,
    )  # fmt: skip
    schemas = made["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["ProblemDetail"] = ProblemDetail.model_json_schema()
    made["components"]["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "description": say("openapi.security_bearer")},
        "admin": {
            "type": "apiKey", "in": "header", "name": "X-Admin-Key", "description": say("openapi.security_admin"),
        },
    }  # fmt: skip
    for path in made["paths"].values():
        for operation in path.values():
            _describe_operation(operation)
    for name, text in templates("openapi").items():
        kind, _, rest = name.partition("_")
        if kind == "field":
            schema, _, field = rest.partition("_")
            schemas[schema]["properties"][field]["description"] = text
    return made


def _describe_operation(operation: dict[str, Any]) -> None:
    name = operation["operationId"]
    tag = next(t for t, names in _TAGS.items() if name in names)
    operation["summary"] = say(f"openapi.{name}")
    operation["description"] = say(f"openapi.{name}_about")
    operation["tags"] = [say(f"openapi.tag_{tag}")]
    operation["security"] = [] if name in _OPEN else [{"admin": []}, {"bearer": []}]
    if tag != "keep" and name not in _OPEN:
        operation["security"] = [{}, {"bearer": []}]
    for parameter in operation.get("parameters", ()):
        parameter["description"] = say(f"openapi.parameter_{parameter['name']}")
    responses = operation["responses"]
    good = next(code for code in responses if code.startswith("2"))
    responses[good]["description"] = say("openapi.response_good")
    content = responses[good].setdefault("content", {}) if good != "204" else {}
    if name in _TABLES:
        content["text/csv"] = {"schema": {"type": "string"}}
    if name in _EVENTS:
        content[_SSE] = {"schema": {"type": "object", "properties": _EVENTS[name], "required": ["data"]}}
    shown = examples().get(name, {})
    for media in ("application/json", _SSE):
        if media in content and media in shown:
            content[media]["example"] = shown[media]
    body = operation.get("requestBody", {}).get("content", {})
    if "request" in shown:
        for media in body.values():
            media["example"] = shown["request"]
    _add_problems(name, responses)


def _add_problems(name: str, responses: dict[str, Any]) -> None:
    codes = [
        *_ALWAYS,
        *(("404",) if name in _ABSENT else ()),
        *(("404", "409") if name in ("upload", "correct", "remove") else ()),
    ]
    for code in sorted(set(codes)):
        responses[code] = {
            "description": templates("api")[f"problem_{code}"],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDetail"}}},
        }
    if name == "ready":  # not ready is an answer, not a problem
        reasons = {"$ref": "#/components/schemas/Readiness"}
        responses["503"]["content"]["application/json"] = {"schema": reasons}
