"""Work on places of many files: read in shards, gathered into tables, told how far it is."""
