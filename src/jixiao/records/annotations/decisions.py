"""What a reviewer decided on a finding or a suggestion."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jixiao.records.model import Model

Verdict = Literal["accepted", "partly", "rejected", "changed"]
VERDICTS: dict[str, str] = {"accepted": "采纳", "partly": "部分采纳", "rejected": "不采纳", "changed": "改为"}


class Decision(Model):
    """One decision; the latest on the same matter of the same source counts.

    `matter` names it for good: a finding's key, or a suggestion's. `text` is what it is changed to.
    """

    sha256: str = Field(description="内容校验值")
    matter: str = Field(description="意见编号")
    verdict: Verdict = Field(description="处理")
    text: str = Field(default="", description="改为")
    note: str = Field(default="", description="说明")
    reviewer: str = Field(default="", description="审核人")
    made: str = Field(default="", description="时间")

    @property
    def said(self) -> str:
        """What was decided and by whom, in words."""
        more = (self.text and f"：{self.text}") + (self.note and f"，{self.note}")
        return f"{VERDICTS[self.verdict]}{more}（{self.reviewer}）"
