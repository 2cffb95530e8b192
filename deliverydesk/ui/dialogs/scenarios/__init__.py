"""What-ifs: begun, compared, worked in, promoted."""

from deliverydesk.ui.dialogs.scenarios.sheet import ScenariosSheet

__all__ = ["ScenariosSheet"]
