"""The best plan for those who cannot come, in a process of its own: a window never waits for it, and to cancel is to
end it."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from time import time

from desk.domain.replan import Plan, Problem, greedy
from desk.errors import DeskError
from desk.i18n import _
from desk.office.replan.model import Answer, search

SECONDS = 8.0
"""What a person waits for at most; the best plan found by then is shown."""
_EVERY = 0.1


def best_plan(
    problem: Problem,
    *,
    seconds: float = SECONDS,
    step: Callable[[float], None] = lambda _seconds: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Answer | None:
    """Never worse than `greedy`; None where it was cancelled. `step` hears how many seconds have passed."""
    begun = time()
    start = greedy(problem)
    if cancelled():
        return None
    context = multiprocessing.get_context("spawn")  # a window's threads and a fork do not go together
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(there, problem, start, begun + seconds), daemon=True)
    child.start()
    there.close()
    answer, last = Answer(start, False), False
    try:
        while not last and time() < begun + seconds:
            if cancelled():
                return None
            if here.poll(_EVERY):
                answer, last = here.recv()
            step(time() - begun)
    except EOFError as error:
        raise DeskError(_("Il calcolo si è fermato prima della fine: riprova.")) from error
    finally:
        child.kill()
        child.join()
        child.close()
        here.close()
    return answer


def _work(there: Connection, problem: Problem, start: Plan, until: float) -> None:
    """Tells of every better plan, so that the last is there when the time is over."""
    answer = search(problem, start, until, lambda plan: there.send((Answer(plan, False), False)))
    there.send((answer, True))
    there.close()
