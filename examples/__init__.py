"""The five plans as data, and invented people to go with them."""
