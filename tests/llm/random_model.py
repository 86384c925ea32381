"""A language model of some megabytes whose weights are random: it speaks the whole protocol and means nothing.

The file is in llama.cpp's format, so a real server serves it. Its vocabulary is single characters: ASCII for reading
and writing, Chinese for reading only; raw bytes would make broken UTF-8 and are never written either.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import gguf
import numpy as np
from numpy.typing import NDArray

WIDTH, LAYERS, HEADS, KV_HEADS, FEED = 64, 2, 4, 2, 128
CONTEXT = 32768
SPECIAL = ("<unk>", "<s>", "</s>")
END = SPECIAL.index("</s>")
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
LETTERS = [chr(code) for code in range(32, 127)]
# The characters of GB 2312, which the forms are written in.
CHINESE = [bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF)]
CHINESE = [character for character in CHINESE if character]
TOKENS = [*SPECIAL, *BYTES, *CHINESE, *LETTERS]
TEMPLATE = "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:"
# Towards the end of strings and lists, away from what makes JSON long: numbers, blanks, escapes.
LEANINGS = {'"': 0.45, "}": 0.3, "]": 0.3, ".": -0.3, "e": -0.3, "E": -0.3, " ": -1.0, "\\": -1.0}

Weights = NDArray[np.float32]


def write(path: Path) -> Path:
    """The model, written to the path; always the same."""
    writer = gguf.GGUFWriter(path, "llama")
    _describe(writer)
    for name, weights in _weights(np.random.default_rng(0)):
        writer.add_tensor(name, weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _describe(writer: gguf.GGUFWriter) -> None:
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    kinds += [gguf.TokenType.BYTE] * len(BYTES) + [gguf.TokenType.NORMAL] * (len(CHINESE) + len(LETTERS))
    writer.add_name("random")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(TOKENS))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(TOKENS)
    writer.add_token_scores([0.0] * (len(TOKENS) - len(LETTERS)) + [-1.0] * len(LETTERS))
    writer.add_token_types([int(kind) for kind in kinds])
    writer.add_bos_token_id(SPECIAL.index("<s>"))
    writer.add_eos_token_id(END)
    writer.add_unk_token_id(SPECIAL.index("<unk>"))
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)


def _weights(random: np.random.Generator) -> Iterator[tuple[str, Weights]]:
    def drawn(*shape: int) -> Weights:
        return (random.standard_normal(shape) * 0.05).astype(np.float32)

    count, before = len(TOKENS), len(TOKENS) - len(LETTERS)
    # The first channel of every embedding is a large constant, so that the first column of the output is a leaning.
    embedding, output = drawn(count, WIDTH), drawn(count, WIDTH) * 4
    embedding[:, 0] = 5.0
    output[:, 0] = 0.0
    output[:before, 0] = -5.0
    output[END, 0] = 0.2
    for letter, leaning in LEANINGS.items():
        output[before + LETTERS.index(letter), 0] = leaning
    yield "token_embd.weight", embedding
    yield "output.weight", output
    yield "output_norm.weight", np.ones(WIDTH, np.float32)
    keys = WIDTH // HEADS * KV_HEADS
    for layer in range(LAYERS):
        shapes = {
            "attn_q": (WIDTH, WIDTH), "attn_k": (keys, WIDTH), "attn_v": (keys, WIDTH), "attn_output": (WIDTH, WIDTH),
            "ffn_gate": (FEED, WIDTH), "ffn_up": (FEED, WIDTH), "ffn_down": (WIDTH, FEED),
        }  # fmt: skip
        for name, shape in shapes.items():
            yield f"blk.{layer}.{name}.weight", drawn(*shape)
        for name in ("attn_norm", "ffn_norm"):
            yield f"blk.{layer}.{name}.weight", np.ones(WIDTH, np.float32)
