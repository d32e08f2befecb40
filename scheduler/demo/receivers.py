"""The readers' side of the demo, and the strict fakes of the tests: a Telegram, a mail server, a webhook's program."""

from scheduler.demo.mail_receiver import KeptMail, MailReceiver
from scheduler.demo.telegram_receiver import ChatMessage, TelegramReceiver
from scheduler.demo.webhook_receiver import Hook, WebhookReceiver

__all__ = ["ChatMessage", "Hook", "KeptMail", "MailReceiver", "TelegramReceiver", "WebhookReceiver"]
