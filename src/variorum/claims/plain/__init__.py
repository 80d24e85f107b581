"""Grammars for any language whose words are data: numbers, dates, quotations, measures and sources by word lists alone."""
