"""One module per place a person can write from: each translates and sends, nothing more."""
