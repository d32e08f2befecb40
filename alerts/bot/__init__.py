"""The Telegram bot: commands of allowed users, read by long polling, with an effect that happens once."""
