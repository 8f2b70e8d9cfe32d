package io.quotewire.lab.tape;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no recording at all, or of a later form; the message names it and says what was expected. */
public final class NotATape extends IOException {
    private static final long serialVersionUID = 1;

    NotATape(Path file, String why) {
        super(file + ": " + why);
    }
}
