"""Asks a language model a question and gets a validated answer and a receipt, over any OpenAI-compatible endpoint.

The only room that knows openai, instructor and tenacity; they are loaded when the first question is asked.

    >>> with Model.open(settings) as model:
    ...     answer = model.ask(Question("draft/goal", {"indicators": [...]}, shape=Goal, check=findings))
    >>> answer.value, answer.receipt.tokens_out
"""

from jixiao.llm.client import Model
from jixiao.llm.prompts import Prompt, prompt
from jixiao.llm.question import Answer, Image, Question
from jixiao.llm.receipts import Archive, Receipt
from jixiao.llm.selftest import Trial, tried
from jixiao.llm.tokens import tokens

__all__ = ["Answer", "Archive", "Image", "Model", "Prompt", "Question", "Receipt", "Trial", "prompt", "tokens", "tried"]
