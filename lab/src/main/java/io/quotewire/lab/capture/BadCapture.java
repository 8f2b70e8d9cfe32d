package io.quotewire.lab.capture;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be played. The message names the file, the line where there is one, and what was expected. */
public final class BadCapture extends IOException {
    private static final long serialVersionUID = 1;

    BadCapture(Path file, String why) {
        super(file + ": " + why);
    }

    BadCapture(Path file, long line, String why) {
        super(file + ":" + line + ": " + why);
    }

    BadCapture(Path file, String why, Throwable cause) {
        super(file + ": " + why, cause);
    }
}
