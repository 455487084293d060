"""Characters that nobody sees, and the SQL that takes them out of a value."""

from __future__ import annotations

# Marks of direction, joiners, byte order marks, soft hyphens: they stand in copied cells and mean nothing.
INVISIBLE = r"[\x{00AD}\x{061C}\x{180E}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2064}\x{2066}-\x{206F}\x{FEFF}]"
BLANK = r"[\s\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]"


def tidy_sql(text: str) -> str:
    """A text without invisible characters and outer blanks, its inner blanks as plain ones."""
    visible = f"regexp_replace({text}, '{INVISIBLE}', '', 'g')"
    return f"trim(regexp_replace({visible}, '{BLANK}', ' ', 'g'))"


def bare_sql(text: str) -> str:
    """A text without invisible characters and outer blanks."""
    visible = f"regexp_replace({text}, '{INVISIBLE}', '', 'g')"
    return f"regexp_replace({visible}, '^{BLANK}+|{BLANK}+$', '', 'g')"


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"
