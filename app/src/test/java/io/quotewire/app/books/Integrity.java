package io.quotewire.app.books;

/** By what a venue lets one see that a message about a book is missing, wrong or late. */
enum Integrity {
    /** Changes are numbered, book by book. */
    CHAIN,
    /** All messages of a connection are numbered. */
    CONNECTION,
    /** What the book adds up to. */
    CHECKSUM,
    /** Numbers or stamps that go up, by any step: they show what is late, not what is missing. */
    ORDER,
    NONE
}
