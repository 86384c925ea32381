"""Records as tables in SQL: `kept` beside the readings in the database, `flat` as a file for whoever asks in SQL."""
