"""The demo office: 清禾县, a county that does not exist, with invented people. Only where settings.DEMO."""
