"""Pages and hooks, on the same event loop as the bot."""
