"""Pictures from chart data: one painter for PNG, SVG, PDF and the clipboard. QtGui only, no widgets."""
