"""The refresh of the published Power BI model at the end of a run."""
