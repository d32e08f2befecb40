"""Other people's programs that judge what we send, each with its own packages (scripts/judges.sh)."""
