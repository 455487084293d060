"""Which feed each table of a file follows: by its columns, by what was landed before, or a sentence that says what is missing."""
