package io.quotewire.gateway.auth;

import java.util.Locale;

/** Who has to say who they are. */
public enum AuthMode {
    /** Nobody can: there are no accounts. */
    NONE,
    /** Who likes; others see what anybody may. */
    OPTIONAL,
    /** Everybody. */
    REQUIRED;

    /** As the welcome tells it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
