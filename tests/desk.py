"""Recorded answers of a model over a socket, for tests."""

from eval.model.replay import MODEL, Desk, completion, desk, request_id, tokens

__all__ = ["MODEL", "Desk", "completion", "desk", "request_id", "tokens"]
