"""The eval harness: what is right in a reading, what is wrong, and why.

It reads only files (gold and predicted records by the record contract), so it scores any program's output.

```
normal                      one form for comparing; targets taken apart
contract | schema           what is scored of a record; its shape
facts                       one fact, one line
align | forms               which row answers to which, which form to which
judge | said                what a difference is called; what the reading said about itself
rows | tables -> score      facts of one document
counts | bootstrap -> summary  counts and figures; how sure they are
gate | compare              against the committed baseline; run against run
files | programs, warm -> run -> verdict   documents and labels; who reads them; a run kept whole; its facts
errors, cutouts -> report   every error beside its page, in one HTML file
printed -> gold | label     is a label right; a checked record as a label
breaks -> faults            gold broken on purpose, to test all of this
```
"""
