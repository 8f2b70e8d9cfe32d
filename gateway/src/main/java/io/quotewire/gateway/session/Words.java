package io.quotewire.gateway.session;

import io.quotewire.gateway.dialect.Place;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.wire.Change;
import io.quotewire.gateway.wire.JsonWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The words of one place of a dialect. They are printed where all connections are served, so a fault in them is caught here: it
 * is counted, logged at most once a second, and silences that one message.
 *
 * <p><b>Threads:</b> any.
 */
final class Words implements Encoding.Wording {
    private static final Logger LOG = LoggerFactory.getLogger(Words.class);
    private static final long LOG_EVERY_US = TimeUnit.SECONDS.toMicros(1);

    private final AtomicLong loggedUs = new AtomicLong();
    private final House house;
    private final Place place;

    Words(House house, Place place) {
        this.house = house;
        this.place = place;
    }

    @Override
    public boolean print(JsonWriter json, Change change) {
        try {
            return place.tell(json, change);
        } catch (RuntimeException fault) {
            house.tally().fault();
            long nowUs = house.clock().nowUs();
            long before = loggedUs.get();
            if (nowUs - before >= LOG_EVERY_US && loggedUs.compareAndSet(before, nowUs)) {
                LOG.atError()
                        .addKeyValue("address", place.template())
                        .setCause(fault)
                        .log("a dialect has no words");
            }
            return false;
        }
    }
}
