"""Every sentence said to a person: functions from values to text, msgids in English, in the reader's language."""
