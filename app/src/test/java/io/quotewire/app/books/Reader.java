package io.quotewire.app.books;

import java.util.List;

/** One way of reading the steps of a recording, and of its twins. */
interface Reader {
    /** What the steps tell. */
    List<Told> told(List<Step> steps);
}
