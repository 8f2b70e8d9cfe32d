package io.quotewire.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The store cannot be opened. The message says what was attempted, what was found, and what would be right. */
public final class StoreUnavailable extends IOException {
    private static final long serialVersionUID = 1;

    StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
