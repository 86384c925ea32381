"""The documentation as a site: generated pages and pictures. `make docs` builds it."""
