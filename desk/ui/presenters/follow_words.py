"""The words of a commitment that is followed: its tag, what was seen so far. No Qt."""

from datetime import date

from desk.domain.follow_up import Outcome, Standing
from desk.i18n import _, n_
from desk.office.day_words import numbers
from desk.office.follow_office import Following
from desk.office.household.contact_ledger import MemberLedger
from desk.office.plan.follow import Due


def due_tag(due: Due, today: date) -> tuple[str, str, str]:
    """Word, tone and drawing: «scaduto 20/11»."""
    day = numbers(due.by, today) if due.by else ""
    last = due.followed.last
    done = _("fatto {day}").format(day=numbers(last.day, today)) if last else _("fatto")
    return {
        Standing.OVERDUE: (_("scaduto {day}").format(day=day), "danger", "warning"),
        Standing.DUE: (_("oggi"), "warning", "clock"),
        Standing.SOON: (day, "warning", ""),
        Standing.LATER: (day, "neutral", ""),
        Standing.OPEN: (_("senza data"), "neutral", ""),
        Standing.DONE: (done, "success", "check"),
    }[due.followed.standing]


def due_second(due: Due, today: date) -> str:
    """«Youssef El Amrani · ogni settimana · mantenuto 3 volte, mancato 1 volta · busta paga»."""
    followed = due.followed
    parts = [due.who, _(followed.line.how_often) if followed.line.how_often else ""]
    counts = []
    if followed.kept and followed.line.how_often:
        counts.append(n_("mantenuto {n} volta", "mantenuto {n} volte", followed.kept).format(n=followed.kept))
    if followed.missed:
        counts.append(n_("mancato {n} volta", "mancato {n} volte", followed.missed).format(n=followed.missed))
    parts.append(", ".join(counts))
    last = followed.last
    if last and last.evidence:
        words = _("visto: {what}") if last.outcome is Outcome.KEPT else _("detto: {what}")
        parts.append(words.format(what=last.evidence))
    elif followed.line.shown_by:
        parts.append(_("si vede da: {what}").format(what=followed.line.shown_by))
    return " · ".join(part for part in parts if part)


def ledger_words(line: MemberLedger, today: date) -> tuple[str, str]:
    """Contacts, then commitments: «3 contatti, 1 mancato · ultimo 20/11»."""
    met = n_("{n} contatto", "{n} contatti", line.met).format(n=line.met)
    missed = n_("{n} mancato", "{n} mancati", line.missed).format(n=line.missed)
    contacts = f"{met}, {missed}"
    if line.last:
        contacts += " · " + _("ultimo {day}").format(day=numbers(line.last, today))
    kept = n_("{n} impegno mantenuto", "{n} impegni mantenuti", line.kept).format(n=line.kept)
    broken = n_("{n} no", "{n} no", line.broken).format(n=line.broken)
    return contacts, f"{kept}, {broken}" if line.kept or line.broken else ""


def following_words(following: Following) -> str:
    """«1 colloquio da finire · 3 impegni da seguire · 2 documenti in scadenza»; empty where nothing waits."""
    talks = len(following.talks)
    asked, back, count, papers = len(following.asked), len(following.back), following.count, len(following.papers)
    parts = [
        n_("{n} colloquio da finire", "{n} colloqui da finire", talks).format(n=talks) if talks else "",
        n_("{n} impegno da seguire", "{n} impegni da seguire", count).format(n=count) if count else "",
        n_("{n} piano da approvare", "{n} piani da approvare", asked).format(n=asked) if asked else "",
        n_("{n} piano rimandato", "{n} piani rimandati", back).format(n=back) if back else "",
        n_("{n} documento in scadenza", "{n} documenti in scadenza", papers).format(n=papers) if papers else "",
    ]
    return " · ".join(part for part in parts if part)
