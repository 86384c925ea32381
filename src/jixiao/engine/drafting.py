"""Many drafts: composed one after the other, or asked for in as many threads as the model takes at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from jixiao.drafts import Desk, Drafted, Manner, Plan, Project, draft


@dataclass(frozen=True, slots=True)
class Job:
    """One draft to be made; without a plan of a person's the writer chooses."""

    project: Project
    plan: Plan | None
    manner: Manner


def draft_many(jobs: list[Job], desk: Desk) -> Iterator[Drafted]:
    """The drafts of the jobs in their order, each as soon as it and those before it are there."""
    if desk.model is None:
        for job in jobs:
            yield draft(job.project, job.manner, job.plan, desk)
        return
    with ThreadPoolExecutor(max(1, desk.model.settings.concurrency)) as threads:
        waiting = [threads.submit(draft, job.project, job.manner, job.plan, desk) for job in jobs]
        try:
            for each in waiting:
                yield each.result()
        except BaseException:
            for each in waiting:
                each.cancel()
            desk.model.close()
            raise
