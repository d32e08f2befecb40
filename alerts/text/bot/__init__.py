"""What the Telegram bot answers, in Arabic and English; pure."""
