"""What the roles are called on the screens."""

from desk.domain.roles import Role

ROLE_WORDS = {
    Role.RECEPTION: "Sportello",
    Role.CASEWORKER: "Assistente sociale",
    Role.COORDINATOR: "Coordinamento",
    Role.ADMINISTRATOR: "Amministrazione",
    Role.AUDITOR: "Controllo",
    Role.SYSTEM: "Sistema",
}
