"""`desk import`: an enrolment list into the store; each row is accounted for."""

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from desk.commands.common import machine, show, write_file
from desk.i18n import _
from desk.office.enrolment.import_list import import_list
from desk.office.enrolment.reject_file import reject_file
from desk.office.enrolment.report import WRITTEN, Outcome, Report

MOST_LINES = 20


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the list: .csv or .xlsx")
    parser.add_argument("--rejects", type=Path, help="write the rows that could not be taken here, to be corrected")
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen; write nothing")
    parser.add_argument("--json", action="store_true", help="counts and lines as JSON")


def run(arguments: Namespace) -> int:
    with machine() as session:
        report = import_list(session, arguments.file, trial=arguments.dry_run)
    if arguments.rejects and report.rejected:
        write_file(arguments.rejects, reject_file(report))
    if arguments.json:
        show(_document(report))
        return 0
    words = {
        Outcome.CREATED: _("creati"),
        Outcome.UPDATED: _("aggiornati"),
        Outcome.UNCHANGED: _("uguali"),
        Outcome.REVIEW: _("da rivedere"),
        Outcome.REJECTED: _("scartati"),
    }
    told = ", ".join(f"{report.counts[outcome]} {words[outcome]}" for outcome in Outcome)
    print(_("{rows} righe: {told}. Famiglie nuove: {homes}.").format(
        rows=report.rows, told=told, homes=report.households
    ))  # fmt: skip
    for each in report.rejected[:MOST_LINES]:
        print(_("riga {line}: {reason}").format(line=each.line, reason=each.reason))
    if len(report.rejected) > MOST_LINES:
        print(_("… e altre {n}").format(n=len(report.rejected) - MOST_LINES))
    if report.rejected and arguments.rejects:
        print(_("Righe scartate in {file}: correggile e importale di nuovo.").format(file=arguments.rejects))
    return 0


def _document(report: Report) -> dict[str, object]:
    written = {"households": Counter(report.homes.values()), "people": Counter(report.people.values())}
    return {
        "rows": report.rows,
        "empty": report.empty,
        "outcome": {outcome.value: report.counts[outcome] for outcome in Outcome},
        **{name: {outcome.value: found[outcome] for outcome in WRITTEN} for name, found in written.items()},
        "rejected": [{"line": each.line, "reason": each.reason} for each in report.rejected],
        "review": [{"line": each.line, "reason": each.reason} for each in report.to_review],
    }
