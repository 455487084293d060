"""The words of the brief and of the dashboards page: one file a language, with the same keys in all."""
