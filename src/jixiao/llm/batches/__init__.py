"""Questions asked in batches: the files of requests and answers, and the jobs of an endpoint that answers them."""
