"""Runs of pages whose cutting into forms cannot be trusted: asked about as a whole, cut by the answer."""
