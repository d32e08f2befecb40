"""The wording of alerts, in Arabic and English; pure functions and fixed templates."""
