package io.quotewire.lab.load.run;

import io.quotewire.lab.load.check.Followed;
import io.quotewire.lab.load.check.WholeCheck;
import io.quotewire.lab.load.link.Connection;
import io.quotewire.lab.load.link.Ear;
import io.quotewire.lab.load.link.Ending;
import io.quotewire.lab.load.measure.Meter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client that follows the topics of a run.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Follower implements Ear {
    private final Audience audience;
    private final Meter meter;
    private final Connection.Kind kind;
    private final @Nullable WholeCheck whole;
    private final Followed followed;
    private Connection connection;
    private long openedNs;
    private boolean complete;

    /** @param whole looks at all that it is told; null where only the chains are looked at */
    Follower(Audience audience, Connection.Kind kind, Meter meter, @Nullable WholeCheck whole) {
        this.audience = audience;
        this.kind = kind;
        this.meter = meter;
        this.whole = whole;
        this.followed = new Followed(whole);
        this.connection = audience.connection(kind, this);
    }

    void open() {
        openedNs = System.nanoTime();
        connection.open();
    }

    /** Breaks the connection off. */
    void reset() {
        connection.reset();
        complete = false;
        followed.left();
        if (whole != null) {
            whole.distrust();
        }
    }

    /** Connects anew, to go on where it was. */
    void returns() {
        connection = audience.connection(kind, this);
        open();
    }

    void leave() {
        connection.leave();
    }

    /** Asks the server for its books again, to compare. */
    void audit() {
        if (whole != null && canAudit()) {
            List<String> books = whole.ask();
            connection.say("{\"op\":\"resync\",\"id\":2,\"topics\":[\"" + String.join("\",\"", books) + "\"]}");
        }
    }

    boolean canAudit() {
        return whole != null && whole.hasBooks() && kind == Connection.Kind.WEB_SOCKET && complete;
    }

    boolean awaitsAudit() {
        return canAudit() && whole != null && whole.isWaiting();
    }

    /** Nothing more will come. */
    void settle() {
        if (whole != null && canAudit()) {
            whole.settle();
        }
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    Followed followed() {
        return followed;
    }

    Meter meter() {
        return meter;
    }

    boolean isComplete() {
        return complete;
    }

    @Override
    public void opened() {
        audience.connected(System.nanoTime() - openedNs);
        if (kind == Connection.Kind.WEB_SOCKET) {
            connection.say(audience.order(followed));
        }
    }

    @Override
    public void heard(byte[] bytes, int from, int to) {
        audience.heard(this, bytes, from, to);
        if (!complete && followed.isComplete()) {
            complete = true;
            audience.completed(this);
        }
    }

    @Override
    public void ended(Ending ending) {
        complete = false;
        audience.ended(this, ending);
    }
}
