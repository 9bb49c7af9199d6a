"""What was answered in this window, so as to say when a colleague has answered otherwise since. No Qt."""

from collections.abc import Mapping

from desk.domain.interview import Answer, Key, Rows, Value


class AnsweredHere:
    """Of one interview. Nothing is said of tables: their lines stand beside each other."""

    def __init__(self) -> None:
        self._new: set[Key] = set()
        self._values: dict[Key, Value] = {}

    def saved(self, key: Key) -> None:
        """An answer of this window is in the store: it is what the store says next."""
        self._new.add(key)

    def otherwise(self, answers: Mapping[Key, Answer]) -> tuple[tuple[Key, Value], ...]:
        """Answers of this window in whose place the store has another one now; each is told once."""
        gone = tuple(
            (key, value)
            for key, value in self._values.items()
            if key not in self._new and (now := answers.get(key)) and now.value not in (None, value)
        )
        for key, _value in gone:
            del self._values[key]
        for key in self._new:
            value = answers[key].value if key in answers else None
            if value is None or isinstance(value, Rows):
                self._values.pop(key, None)
            else:
                self._values[key] = value
        self._new.clear()
        return gone
