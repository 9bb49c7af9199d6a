"""Tells a scanner from a hand: a scanner is a keyboard that types ten signs within half a second. No Qt."""

from dataclasses import dataclass, field

FEWEST, WITHIN, GAP = 10, 500, 120
"""Signs and milliseconds of a scan; after so long a silence the next sign begins anew."""


@dataclass
class Burst:
    """Fed with every sign and its moment in milliseconds."""

    text: str = ""
    moments: list[int] = field(default_factory=list)
    scanning: bool = False

    def starts_with(self, moment: int) -> bool:
        """A sign now would begin anew: the place to remember what stood in the field."""
        return not self.moments or moment - self.moments[-1] > GAP

    def feed(self, sign: str, moment: int) -> bool:
        """True when this sign made it a scan: from now on signs belong to it, not to the field."""
        if self.starts_with(moment):
            self.clear()
        self.text += sign
        self.moments.append(moment)
        signs = len(self.text.replace("\n", ""))
        if self.scanning or signs < FEWEST or self.moments[-1] - self.moments[-FEWEST] > WITHIN:
            return False
        self.scanning = True
        return True

    def clear(self) -> None:
        self.text, self.moments, self.scanning = "", [], False
