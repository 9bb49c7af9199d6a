"""What happens to an office besides a bad network: drawn from the seed, each as far as nothing must be lost by it.

A lost disk takes with it what lay nowhere else, and only that. Two lost disks at once can take more, which is no fault
of the program: where the second would, it does not happen.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from desk.db.engine import FILE_NAME
from desk.errors import NotAllowed
from desk.server.hub import upstream_of
from tests.server_copy import copy_of
from tests.sync.simulation.machines import Machine

if TYPE_CHECKING:
    from tests.sync.simulation.world import World

DESKS, KIOSKS = 5, 2
CLOCKS = (-400_000, -3600, 0, 50, 300_000)
"""Seconds by which a computer's clock may be off."""


def cut(world: "World", machine: Machine) -> str:
    machine.reachable_at = world.time + timedelta(seconds=world.draw.choice((5, 600, 3000)))
    return "cut off"


def restart(_world: "World", machine: Machine) -> str:
    machine.restart()
    return "restarted"


def clock(world: "World", machine: Machine) -> str:
    machine.skew = timedelta(seconds=world.draw.choice(CLOCKS))
    return f"clock off by {machine.skew}"


def copy(_world: "World", machine: Machine) -> str:
    if machine.lobby:
        return "nobody copies a kiosk"
    machine.copy()
    return "copied"


def goes_back(world: "World", machine: Machine) -> str:
    """Somebody puts the folder back as it was."""
    if machine.lobby or not machine.has_copy:
        return copy(world, machine)
    if world.heard_of_elsewhere(machine):
        return "what others heard of it is nowhere else"
    machine.put_copy_back()
    for server in world.servers:
        server.late = [(name, body) for name, body in server.late if name != machine.store.device]
    world.lost_with_a_disk()
    if world.is_strange(machine):  # the copy names a server that is gone: this one refuses its assertions
        try:
            world.enrol(machine)
        except NotAllowed:  # its twin goes on under the name that the copy bears
            machine.named_anew()
            world.enrol(machine)
    return "went back to its copy"


def restored(world: "World", machine: Machine) -> str:
    """The disk dies; the program puts a copy back, as a machine of a name of its own."""
    if machine.lobby or world.is_strange(machine) or world.heard_of_elsewhere(machine):
        return "its disk holds"
    machine.restored(machine.kept / FILE_NAME if machine.has_copy else None)
    world.enrol(machine)
    world.lost_with_a_disk()
    return "is restored from a copy"


def late(world: "World", _machine: Machine) -> str:
    for server in world.servers:
        server.deliver_late()
    return "late messages arrive"


def server_restarts(world: "World", _machine: Machine) -> str:
    world.draw.choice((world.city.restart, world.hub_restarts))()
    return "a server restarts"


def city_goes_back(world: "World", _machine: Machine) -> str:
    """To its copy, or it is copied."""
    if world.city.copy is None:
        world.city.copy = copy_of(world.city.database)
        return "the city is copied"
    if world.somebody_is_ahead():
        return "the city keeps what it has"
    names = {machine.store.device for machine in world.machines}
    known = {row["id"] for row in world.city.copy["device"]}
    in_copy = {(row["device"], row["seq"]) for row in world.city.copy["entry"]}
    away = {entry.device for entry in world.city.everything() if (entry.device, entry.seq) not in in_copy}
    enrolled = {machine.store.device for machine in world.machines if not machine.at_hub}
    hub = upstream_of(world.hub.database)
    if not away <= names or hub is None or not enrolled | {hub.device} <= known:
        return "the city keeps what it has"
    world.city.put_back()
    world.carries("lost")  # nobody puts a database back under a running server
    return "the city goes back to its copy"


def hub_is_lost(world: "World", _machine: Machine) -> str:
    """With its disk; a new one is bought, and every machine enrolled at it."""
    if world.draw.random() < 0.5 or world.somebody_is_ahead():
        return "the hub holds"
    names = {machine.store.device for machine in world.machines}
    in_city = {entry.id for entry in world.city.everything()}
    if not {entry.device for entry in world.hub.everything() if entry.id not in in_city} <= names:
        return "the hub holds"
    world.hub.database.close()
    world.new_hub()
    for each in world.machines:
        if each.at_hub:
            world.enrol(each)
    return "the hub is lost with its disk and replaced"


def joins(world: "World", _machine: Machine) -> str:
    if len(world.machines) >= DESKS + KIOSKS:
        return "everybody is here"
    world.joins(lobby=False)
    return "a new desk"


def upgrade(_world: "World", machine: Machine) -> str:
    if machine.older is None:
        return "is the newest"
    machine.upgrade()
    return "gets the newest program"


def twin(world: "World", machine: Machine) -> str:
    """The whole disk is copied to a second computer; once in a story."""
    if machine.lobby or any(each.is_twin for each in world.machines):
        return "no second twin"
    if world.is_strange(machine):
        return "is not enrolled"
    world.machines.append(machine.twin())
    return "has a twin"


Trouble = Callable[["World", Machine], str]
TROUBLES: dict[Trouble, int] = {
    cut: 2,
    restart: 2,
    clock: 2,
    copy: 2,
    goes_back: 6,
    restored: 2,
    late: 2,
    server_restarts: 2,
    city_goes_back: 4,
    hub_is_lost: 2,
    joins: 2,
    upgrade: 2,
    twin: 1,
}
