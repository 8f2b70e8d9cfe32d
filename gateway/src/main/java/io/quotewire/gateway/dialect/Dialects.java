package io.quotewire.gateway.dialect;

import java.util.List;

/** All dialects. */
public final class Dialects {
    private Dialects() {}

    /** Each of them, in the order in which {@code docs/dialects.md} has them. */
    public static List<Dialect> all(DialectConfig config) {
        return List.of(new Courses(config.courses()), new PriceTick());
    }
}
