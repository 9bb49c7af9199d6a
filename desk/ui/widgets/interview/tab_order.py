"""Where Tab goes in the interview: as one reads, whatever was made first.

Qt keeps the order in which widgets were made. The page and what stands beside it are built in turns, and lines, notes
and questions come later: by that order the keyboard would jump between the columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from desk.ui.widgets.interview.table import InterviewTable
from desk.ui.widgets.segmented import Segmented


@dataclass(frozen=True)
class Group:
    """What belongs together. `as_made`: not by its place; `alone`: what is in it are groups of their own."""

    whole: QWidget
    as_made: bool = False
    alone: bool = False

    def holds(self, widget: QWidget) -> bool:
        return widget is self.whole or (not self.alone and self.whole.isAncestorOf(widget))

    def stops(self) -> list[QWidget]:
        if isinstance(self.whole, InterviewTable):
            return [stop for part in self.whole.in_order() for stop in _focusable(part)]
        if self.alone:
            return [self.whole] if _takes_tab(self.whole) else []
        found = list(_focusable(self.whole))
        return found if self.as_made else as_read(found, self.whole)


def group_of(field: QWidget) -> Group:
    """Of a field its answer comes first, then the buttons above it."""
    return Group(field, as_made=True)


def above(inside: QWidget | None, forms: type[QWidget]) -> list[Group]:
    """What stands on a page over its questions; the forms that are kept, of other pages too, are left out."""
    parts = inside.children() if inside is not None else []
    found = [each for each in parts if isinstance(each, QWidget) and not isinstance(each, forms) and each.isVisible()]
    return [Group(each) for each in sorted(found, key=lambda one: (one.y(), one.x()))]


def beside(groups: Sequence[Group], now: QWidget, *, forward: bool) -> QWidget | None:
    """The stop after this one, or before; None: there is none in these groups."""
    place = next((number for number, group in enumerate(groups) if group.holds(now)), None)
    if place is None:
        return None
    here, step = groups[place].stops(), 1 if forward else -1
    at = here.index(now) + step if now in here else len(here) - (not forward)
    if 0 <= at < len(here):
        return here[at]
    rest = groups[place + 1 :] if forward else groups[:place][::-1]
    for group in rest:
        if found := group.stops():
            return found[0 if forward else -1]
    return None


def outside(screen: QWidget, *, forward: bool) -> QWidget | None:
    """The next stop of the window that is not on this screen."""
    each = screen.nextInFocusChain() if forward else screen.previousInFocusChain()
    while each is not None and each is not screen:
        if not screen.isAncestorOf(each) and _takes_tab(each):
            return each
        each = each.nextInFocusChain() if forward else each.previousInFocusChain()
    return None


def as_read(found: Sequence[QWidget], whole: QWidget) -> list[QWidget]:
    """Line by line; what stands at half the height of the first of a line is in that line."""
    at = {each: each.mapTo(whole, QPoint()) if each is not whole else QPoint() for each in found}
    rtl = whole.isRightToLeft()
    lines: list[list[QWidget]] = []
    for each in sorted(found, key=lambda one: at[one].y()):
        middle = at[each].y() + each.height() // 2
        first = lines[-1][0] if lines else None
        if first is not None and first is not whole and middle <= at[first].y() + first.height():
            lines[-1].append(each)
        else:
            lines.append([each])
    return [each for line in lines for each in sorted(line, key=lambda one: at[one].x() * (-1 if rtl else 1))]


def _focusable(whole: QWidget) -> Iterator[QWidget]:
    """Of a choice that is shown whole one stop: arrows move in it."""
    if _takes_tab(whole):
        yield whole
    for each in whole.findChildren(QWidget):
        parent = each.parentWidget()
        if _takes_tab(each) and not (isinstance(parent, Segmented) and parent.focusProxy() is not each):
            yield each


def _takes_tab(widget: QWidget) -> bool:
    return bool(
        widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    )
