"""Reads and checks resources/: what the city may change without a programmer.

Each `load_…` reads its files once in a process and raises BadResource; `check` gathers all problems.
"""

from desk.catalogue.check import check, texts_for_families, texts_on_summary
from desk.catalogue.equipment import load_equipment
from desk.catalogue.interview import load_interview
from desk.catalogue.journey import load_journey
from desk.catalogue.lobby import load_lobby
from desk.catalogue.notice import load_notice
from desk.catalogue.plain_words import load_avoided, load_glossary, off_glossary, office_words
from desk.catalogue.plan_library import load_plan_library
from desk.catalogue.programmes import Programmes, load_programmes
from desk.catalogue.services import load_services

__all__ = [
    "Programmes",
    "check",
    "load_avoided",
    "load_equipment",
    "load_glossary",
    "load_interview",
    "load_journey",
    "load_lobby",
    "load_notice",
    "load_plan_library",
    "load_programmes",
    "load_services",
    "off_glossary",
    "office_words",
    "texts_for_families",
    "texts_on_summary",
]
