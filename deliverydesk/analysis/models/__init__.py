"""The scoring models, each by its member of ScoringModel."""

from deliverydesk.analysis.models.base import Input, Model, Verdict, Worth
from deliverydesk.analysis.models.fields import Cd3, Ice, Wsjf
from deliverydesk.analysis.models.rice import Rice
from deliverydesk.analysis.models.weighted import Weighted
from deliverydesk.domain.values import ScoringModel

MODELS: dict[ScoringModel, Model] = {
    ScoringModel.RICE: Rice(),
    ScoringModel.ICE: Ice(),
    ScoringModel.WSJF: Wsjf(),
    ScoringModel.CD3: Cd3(),
    ScoringModel.WEIGHTED: Weighted(),
}
"""Every scoring model."""

__all__ = ["MODELS", "Input", "Model", "Verdict", "Worth"]
