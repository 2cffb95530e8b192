"""Problems to schedule: published instances, and synthetic portfolios."""

import csv
import random
from dataclasses import replace
from pathlib import Path

from deliverydesk.analysis.planning.schedule.problem import Item, Problem


def published(folder: Path, name: str) -> Problem:
    """An instance in Patterson's format; its first and last item are the begin and the end and take nothing."""
    numbers = iter([int(word) for word in (folder / f"{name}.txt").read_text().split()])
    count, resources = next(numbers), next(numbers)
    capacities = tuple((next(numbers),) for _ in range(resources))
    rows: list[tuple[int, tuple[int, ...]]] = []
    after: list[list[int]] = [[] for _ in range(count)]
    for at in range(count):
        duration = next(numbers)
        rows.append((duration, tuple(next(numbers) for _ in range(resources))))
        for _ in range(next(numbers)):
            after[next(numbers) - 1].append(at)
    items = tuple(Item(long, demands, tuple(after[at])) for at, (long, demands) in enumerate(rows))
    return Problem(items, capacities)


def best_known(folder: Path) -> dict[str, int]:
    """Makespans by instance."""
    with (folder / "best_known.csv").open() as file:
        return {row["instance"]: int(row["best_known"]) for row in csv.DictReader(file)}


def portfolio(count: int, teams: int, seed: int = 1) -> Problem:
    """Synthetic: an item takes 1 to 4 people of one to three teams of ten for 1 to 8 weeks; six in ten wait for one of
    the 40 before them.
    """
    dice = random.Random(seed)
    items = []
    for at in range(count):
        demands = [0] * teams
        for team in dice.sample(range(teams), dice.choice([1, 1, 2, 3])):
            demands[team] = dice.randint(1, 4)
        after = (dice.randrange(max(at - 40, 0), at),) if at and dice.random() < 0.6 else ()
        items.append(Item(dice.randint(1, 8), tuple(demands), after))
    return Problem(tuple(items), tuple((10,) for _ in range(teams)))


def weighted(count: int, teams: int, seed: int = 1) -> Problem:
    """A portfolio whose items cost less the later they are in it; half of them are planned already."""
    plain, dice = portfolio(count, teams, seed), random.Random(seed)
    return replace(
        plain,
        items=tuple(
            replace(
                item,
                weight=1 + round(9 * (count - 1 - at) / (count - 1)),
                present=dice.randrange(count // 4) if dice.random() < 0.5 else None,
                stay=5,
            )
            for at, item in enumerate(plain.items)
        ),
    )
