package io.quotewire.model;

import java.util.List;

/** What exists and how it fares, as immutable snapshots. Any thread. */
public interface Directory {
    /** The same object until something changes, so that callers may compare by identity. */
    Catalog catalog();

    /** One report for each configured venue, in the order of preference. */
    List<SourceReport> sources();
}
