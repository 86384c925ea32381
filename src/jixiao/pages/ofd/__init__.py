"""OFD, the paged format of GB/T 33190, as a PDF in memory: its pages are read, drawn and cut out as any are."""
