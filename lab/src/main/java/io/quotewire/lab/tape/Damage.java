package io.quotewire.lab.tape;

import java.nio.file.Path;

/**
 * Something in a file that is cut or altered, and was left out.
 *
 * @param tail whether nothing of the file can be read behind it, as at the end of one that is being written or was cut off
 */
public record Damage(Path file, long offset, boolean tail, String what) {
    @Override
    public String toString() {
        return file + " at byte " + offset + ": " + what;
    }
}
