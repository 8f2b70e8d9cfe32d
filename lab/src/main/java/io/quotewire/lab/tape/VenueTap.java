package io.quotewire.lab.tape;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.quotewire.lab.tape.TapeRecord.Kind;
import io.quotewire.model.Channel;
import io.quotewire.venue.tap.FrameTap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what one feed tells. What finds no room is counted; the loss is told before the next record that finds some.
 *
 * <p><b>Threads:</b> the feed's event loop, but for the counts, which are for any, and {@link #takeLoss}, which is for the recorder's when
 * the feed has ended.
 */
final class VenueTap implements FrameTap {
    private final String venue;
    private final String listPath;
    private final Queue queue;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private long missing;
    private long missingFromUs;
    private long missingUntilUs;

    /** @param listPath what is asked for the list of instruments */
    VenueTap(String venue, String listPath, Queue queue) {
        this.venue = venue;
        this.listPath = listPath;
        this.queue = queue;
    }

    /** Where records wait. */
    interface Queue {
        /**
         * Never blocks.
         *
         * @param vital whether it may have a place that is kept free for what all later files depend on
         * @return false where there is no room
         */
        boolean offer(TapeRecord record, boolean vital);
    }

    String venue() {
        return venue;
    }

    long taken() {
        return taken.get();
    }

    long lost() {
        return lost.get();
    }

    @Override
    public void opened(int connection, URI address, boolean simulated, long atUs) {
        put(TapeRecord.of(atUs, Kind.OPENED, venue, connection, simulated, shown(address)));
    }

    /** Who and what else stands in an address may be a secret. */
    private static String shown(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port;
    }

    @Override
    public void follows(int connection, Channel channel, String symbol, long atUs) {
        put(TapeRecord.of(atUs, Kind.FOLLOWED, venue, connection, false, channel + " " + symbol));
    }

    @Override
    public void leaves(int connection, Channel channel, String symbol, long atUs) {
        put(TapeRecord.of(atUs, Kind.LEFT, venue, connection, false, channel + " " + symbol));
    }

    @Override
    public void sent(int connection, String text, long atUs) {
        put(TapeRecord.frame(atUs, Kind.SENT, venue, connection, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void received(int connection, ByteBuf frame, long atUs) {
        put(TapeRecord.frame(atUs, Kind.RECEIVED, venue, connection, ByteBufUtil.getBytes(frame)));
    }

    @Override
    public void closed(int connection, String why, long atUs) {
        put(TapeRecord.of(atUs, Kind.CLOSED, venue, connection, false, shortened(why)));
    }

    private static String shortened(String why) {
        return why.length() <= 1_000 ? why : why.substring(0, 1_000);
    }

    @Override
    public void answered(String path, int status, boolean simulated, byte[] body, long atUs) {
        TapeRecord answer = TapeRecord.answer(atUs, venue, path, status, simulated, body);
        if (body.length > TapeFormat.MAX_BODY || path.length() > TapeFormat.MAX_ABOUT / 4) {
            lose(answer);
        } else {
            put(answer);
        }
    }

    void put(TapeRecord record) {
        boolean vital = isVital(record);
        boolean whole = missing == 0 || queue.offer(loss(), vital);
        missing = whole ? 0 : missing;
        if (whole && queue.offer(record, vital)) {
            taken.incrementAndGet();
        } else {
            lose(record);
        }
    }

    /** Whether a file that begins later is wrong without it. */
    private boolean isVital(TapeRecord record) {
        return switch (record.kind()) {
            case BEGAN, OPENED, FOLLOWED, LEFT, CLOSED -> true;
            case ANSWERED -> record.head().equals(listPath);
            case SENT, RECEIVED, LOST -> false;
        };
    }

    private void lose(TapeRecord record) {
        missingFromUs = missing == 0 ? record.timeUs() : missingFromUs;
        missingUntilUs = record.timeUs();
        missing++;
        lost.incrementAndGet();
    }

    private TapeRecord loss() {
        return TapeRecord.loss(venue, missingFromUs, missingUntilUs, missing);
    }

    /** What is still to be told of, null for nothing. */
    @Nullable
    TapeRecord takeLoss() {
        TapeRecord loss = missing == 0 ? null : loss();
        missing = 0;
        return loss;
    }
}
