"""The shape that stands for each verdict on an outcome, the same in every pane and sheet. No Qt."""

from deliverydesk.analysis.evidence.reasons import Verdict

VERDICT_SHAPES = {
    Verdict.TOO_FEW: "too_few",
    Verdict.IMPROVING: "improving",
    Verdict.WORSENING: "worsening",
    Verdict.FLAT: "flat",
    Verdict.HOLDING: "within",
    Verdict.OUTSIDE: "outside",
    Verdict.CANNOT_TELL: "unclear",
}
"""By its name in `glyphs.VERDICTS`."""
