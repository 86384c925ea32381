"""The eval harness: what is right in a reading, what is wrong, and why.

It reads only files (gold and predicted records by the record contract), so it scores any program's output.

```
scoring       facts from two sets of records: normal (one form for comparing), contract | schema (what is scored, its
              shape), align | forms (which row answers to which), judge | said (what a difference is called, what the
              reading said about itself), rows | tables -> score (one document), counts | bootstrap -> summary
  selftest    labels broken on purpose, to test all of this
files | words documents and their labels; what things are called in reports
runs          programs, warm -> run (who reads, timed; a run kept whole), verdict, errors, cutouts -> report,
              gate | compare (against the baseline; run against run)
labels        printed -> gold (is a label right); label, workbook (a checked record, a corrected workbook, as a label)
checks | drafts | suggestions | model    the other parts of the program, each measured in its own way
documents     scans, relayout, unseen: documents made for measuring
training      makes the two networks that ship
sensitivity   each figure of a geometric stage moved by a fifth: what changes
speed         time and memory, of reading and of OCR
cli           parse, call, print
```
"""
