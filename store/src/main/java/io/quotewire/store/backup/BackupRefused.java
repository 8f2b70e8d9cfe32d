package io.quotewire.store.backup;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is no backup, whole and as it was written, or a store that it cannot be put into. The message names the line. */
public final class BackupRefused extends IOException {
    private static final long serialVersionUID = 1;

    BackupRefused(String message) {
        super(message);
    }

    BackupRefused(long line, String message, @Nullable Throwable cause) {
        super("line " + line + ": " + message, cause);
    }
}
