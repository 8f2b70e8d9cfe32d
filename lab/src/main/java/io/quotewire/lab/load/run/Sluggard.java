package io.quotewire.lab.load.run;

import io.quotewire.lab.load.link.Connection;
import io.quotewire.lab.load.link.Ear;
import io.quotewire.lab.load.link.Ending;
import io.quotewire.lab.load.link.Loop;
import java.util.concurrent.TimeUnit;

/**
 * A client that asks for everything and then reads nothing, or a little each second. Cut off, it comes back.
 *
 * <p><b>Threads:</b> the loop's.
 */
final class Sluggard implements Ear {
    private static final int RECEIVE_BYTES = 16 << 10;
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final LoadPlan plan;
    private final String order;
    private Connection connection;
    private long cuts;
    private boolean deaf;
    private boolean gone;

    Sluggard(Loop loop, LoadPlan plan, String order) {
        this.loop = loop;
        this.plan = plan;
        this.order = order;
        this.connection = made();
    }

    private Connection made() {
        String path = plan.target().path().isEmpty() ? "/v1/ws" : plan.target().path();
        return new Connection(loop, plan.target(), path, Connection.Kind.WEB_SOCKET, this);
    }

    void open() {
        connection.open(RECEIVE_BYTES);
    }

    /** A second is over. */
    void sip() {
        if (deaf && plan.slowBytesPerS() > 0) {
            connection.sip(plan.slowBytesPerS());
        }
        connection.nod();
    }

    void leave() {
        gone = true;
        connection.reset();
    }

    /** How often the server has ended it, once the handshake had been answered. */
    long cuts() {
        return cuts;
    }

    @Override
    public void opened() {
        connection.say(order);
    }

    @Override
    public void heard(byte[] bytes, int from, int to) {
        if (!deaf) { // The order is on its way: it need not even read to the end what greets it.
            deaf = true;
            connection.deaf();
        }
    }

    @Override
    public void ended(Ending ending) {
        cuts += ending.opened() ? 1 : 0;
        deaf = false;
        loop.later(AGAIN_NS, () -> {
            if (!gone) {
                connection = made();
                open();
            }
        });
    }
}
