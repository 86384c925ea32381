"""The desk in the browser: reading, reviewing and drafting over `app`, and the same over HTTP under `/api`.

Every page and every picture comes from this machine. What is typed is kept before it is acknowledged.
"""
