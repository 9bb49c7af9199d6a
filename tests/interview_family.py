"""The family of the interview tests: Youssef 41, Khadija 36, Amina 12, Ilyas 8, Adam five months."""

from datetime import date

from tests.small_office import SmallOffice, person

TODAY = date(2026, 11, 24)
NOTE = "«Il padrone di casa aspetta, se vede un primo acconto. Posso dare 100 € al mese.»"


def el_amrani(office: SmallOffice) -> str:
    """The household, its application to SIA and its first credit."""
    people = (
        person("Youssef", "El Amrani", "1985-02-09", "M", "head"),
        person("Khadija", "Bennani", "1990-05-03", "F", "partner"),
        person("Amina", "El Amrani", "2014-03-18", "F"),
        person("Ilyas", "El Amrani", "2018-06-30", "M"),
        person("Adam", "El Amrani", "2026-06-11", "M"),
    )
    home = office.family(
        "TH-0217", "El Amrani", tuple(each | {"citizenship": "Marocco"} for each in people), language="ar"
    )
    office.put(
        "enrolment",
        household=home,
        programme="sia",
        applied_on="2026-08-19",
        isee_cents=180_000,
        bimonthly_cents=80_000,
        first_credit_on="2026-10-19",
        dsu="INPS-ISEE-2026-00412217F-00",
    )
    return home
