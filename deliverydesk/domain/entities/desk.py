"""What the desk itself keeps: settings, ways of looking, decks."""

from deliverydesk.domain.entities.entity import Entity, entity
from deliverydesk.domain.values import DateStyle, NumberStyle, Period, ScoringModel


@entity
class Settings(Entity):
    """What holds for the whole portfolio. There is exactly one, with id SETTINGS_ID."""

    id: int
    name: str = "Portfolio"
    scoring_model: ScoringModel = ScoringModel.RICE
    reach_period: Period = Period.QUARTER
    ice_as_mean: bool = False
    """ICE is a product by default; some teams average the three. The variant is explicit, never guessed."""
    currency: str = "€"
    fiscal_year_start: int = 1
    """Month, 1 to 12, in which the fiscal year begins."""
    date_style: DateStyle = DateStyle.DAY_MONTH
    number_style: NumberStyle = NumberStyle.POINT
    week_start: int = 1
    """Day, 1 for Monday to 7 for Sunday, on which a week begins."""
    review_cadence_days: int = 30
    """How often a product is reviewed, and an outcome measured, where it says nothing of its own."""
    rank_gap: int = 8
    """From how many ranks between rank and score rank on a move deserves a reason."""
    ready_low: float = 4.0
    """Fewer weeks of vetted work than this, and a team is about to run dry."""
    ready_high: float = 8.0
    """More weeks of vetted work than this, and it grows old before it is begun."""
    stall_days: int = 28
    """Work in delivery without any progress for so many days has stalled."""
    max_items: int = 2
    """On how many deliverables at a time a person can work before too much is lost between them."""


SETTINGS_ID = 1


@entity
class SavedView(Entity):
    """A way of looking at one pane, under a name: which columns, filter, order and groups."""

    id: int
    name: str
    pane: str
    state: str = "{}"
    """A JSON object that the pane wrote and only the pane reads."""
    position: int = 0
    """Views of a pane are listed, and presented, in the order of their positions, then of their ids."""


@entity
class Pack(Entity):
    """A deck that is made again and again: which slides, on whose template."""

    id: int
    name: str
    slides: tuple[str, ...] = ()
    """Names of exports, as `deliverydesk export --list` gives them, in the order of the slides."""
    template: str = ""
    """Path of a .pptx whose theme, layouts and slides the deck begins with; empty for none."""
    output: str = ""
    """Path of the .pptx that was written last; empty for none."""
    hide_names: bool = False
    """Owners are left out."""
