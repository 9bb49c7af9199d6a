"""One file for each thing that can be exported. To add one: a module with `add_arguments`, `run`; a line in EXPORTS."""

EXPORTS = {
    "calendar": "each worker's coming appointments as .ics, for a calendar program to follow",
    "questionnaire": "the interview as an HL7 FHIR R5 Questionnaire (JSON)",
}
