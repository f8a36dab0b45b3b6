"""What is remembered: whole statements under names that say what they give. Nobody here commits."""
