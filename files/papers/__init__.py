"""Papers as Vietnamese offices write them, from one description to .xlsx, .docx and .pdf."""
