"""From a draft to published minutes, and what becomes of them afterwards."""
