"""A Bot API server of our own: people, chats and a bot's messages in memory.

`World` is the state and the people, `BotApi` speaks the protocol over HTTP, `serving` runs it for tests.
"""
