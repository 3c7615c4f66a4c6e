//! Arguments to the layers above: one file per command, and the only place that opens files, prints, and asks the clock.
