"""What the server speaks, for whoever writes another client: `python -m desk.server.openapi > docs/openapi.json`."""

import sys
from typing import Any

import msgspec

from desk.sync import wire

_DOORS: tuple[tuple[str, type, type, str, bool], ...] = (
    ("/v1/enrol", wire.EnrolAsk, wire.EnrolAnswer, "Make a machine known by a one-time code.", False),
    ("/v1/round", wire.RoundAsk, wire.RoundAnswer, "Push own entries, pull those of others; safe to repeat.", True),
    ("/v1/relay", wire.RelayAsk, wire.RelayAnswer, "The round of a hub, for all machines of its office.", True),
    (
        "/v1/snapshot",
        wire.SnapshotAsk,
        wire.SnapshotAnswer,
        "Current fields, for a new machine.",
        True,
    ),
    ("/v1/replies", wire.RepliesAsk, wire.RepliesAnswer, "What families answered to messages.", True),
    ("/v1/wait", wire.WaitAsk, wire.WaitAnswer, "Answered when there is news, or when the time is over.", True),
)
_BODIES = (wire.JSON, wire.BINARY, wire.PACKED)
_SHAPES = (*(shape for door in _DOORS for shape in door[1:3]), wire.TokenAnswer, wire.Refusal)


def document() -> dict[str, Any]:
    """OpenAPI 3.1, made from the messages themselves."""
    refs, shapes = msgspec.json.schema_components(_SHAPES, ref_template="#/components/schemas/{name}")
    named = {shape.__name__: ref for shape, ref in zip(_SHAPES, refs, strict=True)}
    paths: dict[str, Any] = {}
    for path, ask, answer, what, keyed in _DOORS:
        asked, told = (_content(named[shape.__name__], path) for shape in (ask, answer))
        paths[path] = {"post": _operation(asked, told, what, keyed)}
    form = {"application/x-www-form-urlencoded": {"schema": _FORM}}
    token = {wire.JSON: {"schema": named["TokenAnswer"]}}
    paths["/v1/token"] = {
        "post": _operation(form, token, "A short access token for a signed assertion (RFC 7523).", False)
    }
    paths["/v1/replies/{secret}"] = {"post": _DROP}
    for path, kind, what in (
        ("/health", wire.JSON, "Whether the server and its database answer."),
        ("/metrics", "text/plain", "Counts for Prometheus, without personal data."),
        ("/openapi.json", wire.JSON, "This page."),
    ):
        told = {"200": {"description": what, "content": {kind: {}}}}
        paths[path] = {"get": {"summary": what, "responses": told}}
    paths["/health"]["get"]["responses"]["503"] = _REFUSED
    return {
        "openapi": "3.1.0",
        "info": {"title": "TO-Home Desk server", "version": str(wire.VERSION)},
        "paths": paths,
        "components": {"schemas": shapes, "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    }


_REFUSED = {
    "description": "Why nothing was changed; 429 and 503 say in Retry-After when to come again.",
    "content": {wire.JSON: {"schema": {"$ref": "#/components/schemas/Refusal"}}},
}
_FORM = {
    "type": "object",
    "required": ["client_assertion_type", "client_assertion"],
    "properties": {
        "grant_type": {"const": "client_credentials"},
        "client_assertion_type": {"const": wire.ASSERTION_TYPE},
        "client_assertion": {"type": "string"},
    },
}

_DROPPED = (wire.JSON, "application/x-www-form-urlencoded", "message/rfc822")
_DROP = {
    "summary": "Drop what a family answered: JSON or a form of any shape from an SMS gateway, or a mail.",
    "parameters": [{"name": "secret", "in": "path", "required": True, "schema": {"type": "string"}}],
    "requestBody": {"required": True, "content": {kind: {} for kind in _DROPPED}},
    "responses": {"200": {"description": "Kept.", "content": {wire.JSON: {}}}, "default": _REFUSED},
}


def _content(schema: dict[str, Any], path: str) -> dict[str, Any]:
    kinds = _BODIES if path in ("/v1/round", "/v1/relay", "/v1/snapshot", "/v1/replies") else (wire.JSON,)
    return {kind: {"schema": schema} for kind in kinds}


def _operation(asked: dict[str, Any], told: dict[str, Any], what: str, keyed: bool) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": what,
        "requestBody": {"required": True, "content": asked},
        "responses": {
            "200": {"description": what, "content": told},
            "default": _REFUSED,
        },
    }
    return operation | ({"security": [{"token": []}]} if keyed else {})


def text() -> bytes:
    return msgspec.json.format(msgspec.json.encode(document(), order="sorted"), indent=1) + b"\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(text())
