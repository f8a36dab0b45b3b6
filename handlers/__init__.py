"""What people can ask for. A handler loads, asks a rule, records, and returns replies; platforms send them."""
