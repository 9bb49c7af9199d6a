"""`desk export questionnaire`: the questions as an HL7 FHIR R5 Questionnaire. Needs no store."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk import i18n
from desk.catalogue.interview import load_interview
from desk.commands.common import show, write_file
from desk.domain.interview_fhir import as_questionnaire


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--language", choices=("it", "en"), default="it", help="language of the texts: it or en")
    parser.add_argument("--out", type=Path, help="file to write; without it, stdout")


def run(arguments: Namespace) -> int:
    i18n.use(arguments.language)
    document = as_questionnaire(load_interview(), arguments.language)
    if arguments.out:
        write_file(arguments.out, json.dumps(document, ensure_ascii=False, indent=1).encode())
    else:
        show(document)
    return 0
