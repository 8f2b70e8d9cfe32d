package io.quotewire.store.history;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** History cannot be kept or read. The message says what was attempted, what was found, and what would be right. */
public final class HistoryUnavailable extends IOException {
    private static final long serialVersionUID = 1;

    HistoryUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
