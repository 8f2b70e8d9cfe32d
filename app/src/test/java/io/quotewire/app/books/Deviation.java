package io.quotewire.app.books;

/** A figure that is not what it was found to be without this code. */
record Deviation(String scope, Figure figure, String expected, String actual) {}
