"""What a command does, for the terminal, for Python and for whatever comes next: no word of it is printed here.

Inputs, settings, store, library and model are opened once, in one way (`workspace`). The functions yield typed events
(`events`) while they work and return a result; whoever calls shows them, or takes the result alone.
"""
