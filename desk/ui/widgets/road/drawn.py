"""What the chart of the road to rent shows of the scenario in hand."""

from datetime import date

from desk.domain.road import Road, months_between
from desk.i18n import _, money
from desk.office.day_words import month_name, numbers
from desk.ui.presenters.road import RoadPresenter
from desk.ui.presenters.road_words import letter_of, month_and_year, scenario_words, turn_words
from desk.ui.widgets.road.picture import RoadPicture, Sign


def picture_of(presenter: RoadPresenter, road: Road, other: Road | None) -> RoadPicture:
    """Where the family stands on its road, beside another scenario."""
    page = presenter.page
    assert page is not None
    first = road.months[0].first
    today = page.scenarios[0]
    named = _("scenario {letter}: {words}").format(
        letter=letter_of(presenter.scenarios, today.id), words=scenario_words(today, page).lower()
    )
    return RoadPicture(
        rents=[month.affordable_cents / 100 for month in road.months],
        other=[month.affordable_cents / 100 for month in other.months] if other else (),
        sought=road.sought_cents / 100,
        saved=[month.saved_cents / 100 for month in road.months],
        needed=road.needed_saving_cents / 100,
        can_sign=[month.can_sign for month in road.months],
        dates=[month_name(month.first)[:3] for month in road.months],
        years=_years(road),
        rents_words=_("affitto che può pagare ({letter})").format(letter=presenter.letter),
        other_words=named,
        sought_words=_("affitto cercato: {rent}").format(rent=money(road.sought_cents)),
        saved_title=_("Risparmio messo da parte"),
        needed_words=_("servono {sum}").format(sum=money(road.needed_saving_cents)),
        sign_words=_("qui può firmare"),
        lease=_lease(road, first),
        leave=_leave(road, first, presenter.today),
        turns=[Sign(months_between(first, month), said) for month, said in turn_words(page.turns(presenter.scenario))],
    )


def _lease(road: Road, first: date) -> Sign | None:
    if road.lease_month is None:
        return None
    words = _("contratto possibile: {month}").format(month=month_and_year(road.lease_month))
    return Sign(months_between(first, road.lease_month), words)


def _leave(road: Road, first: date, today: date) -> Sign | None:
    """Inside the months that are drawn; a day that is over stands at their beginning."""
    if road.leave_by is None:
        return None
    place = months_between(first, road.leave_by) + (road.leave_by.day - 1) / 31
    words = _("rilascio casa: {day}").format(day=numbers(road.leave_by))
    if road.leave_by < today:
        return Sign(0, _("rilascio passato: {day}").format(day=numbers(road.leave_by)))
    if place >= len(road.months):
        return Sign(len(road.months), words)
    return Sign(place, words)


def _years(road: Road) -> list[Sign]:
    return [
        Sign(place, str(month.first.year))
        for place, month in enumerate(road.months)
        if place == 0 or month.first.month == 1
    ]
