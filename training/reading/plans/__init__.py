"""Official plan documents in, a draft plan out. Pure: blocks and text, no files."""
