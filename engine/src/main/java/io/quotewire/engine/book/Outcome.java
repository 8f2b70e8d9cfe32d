package io.quotewire.engine.book;

/** What has become of a book by what was said of it. */
public enum Outcome {
    /** It was of another life of the book, or the book is not believed anyway: nothing was taken in. */
    IGNORED,
    /** It was taken in, but there is nothing to tell: either nothing has changed, or the book is crossed and held back. */
    NOTHING,
    /** Some levels have changed. */
    CHANGED,
    /** There is a book to be told whole. */
    WHOLE,
    /** The book was wrong and has been replaced by a better one, to be told whole. */
    REPLACED,
    /** The book is wrong and is not to be believed any more. */
    BROKEN
}
