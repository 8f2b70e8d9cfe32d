package io.quotewire.app.books;

import java.util.List;

/** One way from what venues tell to books. */
interface Runner {
    /** Replays what a recording, or a twin of it, tells. */
    Tallies run(Capture capture, List<Told> told);
}
