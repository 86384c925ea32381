"""The eval harness: what is right in a reading, what is wrong, and why.

It reads only files (gold and predicted records by the record contract), so it scores any program's output.

```
normal                          one form for comparing; targets taken apart
contract | schema | words       what is scored of a record; its shape; what things are called in reports
facts                           one fact, one line
align | forms                   which row answers to which, which form to which
judge | said                    what a difference is called; what the reading said about itself
rows | tables -> score          the facts of one document
counts | bootstrap -> summary   counts and figures; how sure they are
gate | compare                  against the committed baseline; run against run
files                           documents and their labels
programs, warm -> run           who reads them, timed; a run kept whole
verdict                         the facts and the summary of a run
errors, cutouts -> report       every error beside its page, in one HTML file
printed -> gold                 is a label right
label, label_workbook           a checked record, or a corrected workbook, as a label
breaks -> faults                gold broken on purpose, to test all of this
cli                             parse, call, print
```
"""
