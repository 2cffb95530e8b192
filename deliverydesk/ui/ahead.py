"""What a window needs before its first paint and needs no Qt itself.

It is imported before PySide6, which reads the source of every module that comes after it and looks for its name in
it: a tenth of a millisecond each. Nothing is wrong where something is missing here but the time; a test says what is.
"""

import deliverydesk.actions.archiving
import deliverydesk.actions.baselining
import deliverydesk.actions.placing
import deliverydesk.actions.viewing
import deliverydesk.charts.load
import deliverydesk.charts.roadmap_build
import deliverydesk.charts.roadmap_frame
import deliverydesk.charts.roadmap_words
import deliverydesk.document.document
import deliverydesk.importers.pasted
import deliverydesk.rendering.clip
import deliverydesk.support.language
import deliverydesk.support.tokens
import deliverydesk.ui.exportable
import deliverydesk.ui.panes.backlog.counts
import deliverydesk.ui.panes.backlog.edits
import deliverydesk.ui.panes.backlog.places
import deliverydesk.ui.panes.backlog.steps
import deliverydesk.ui.panes.roadmap.hits
import deliverydesk.ui.panes.roadmap.steps
import deliverydesk.ui.saved_views
import deliverydesk.ui.stylesheet
import deliverydesk.ui.window.palette.matching
import deliverydesk.ui.window.state  # noqa: F401
