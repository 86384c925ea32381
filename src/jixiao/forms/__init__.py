"""A source's blocks cut into forms: heading, tables and prose of one project, department or budget table."""
