package io.quotewire.venue;

import io.netty.buffer.ByteBuf;
import io.quotewire.model.Channel;
import io.quotewire.model.EventSink;
import io.quotewire.venue.adapter.VenueAdapters;
import io.quotewire.venue.tap.FrameTap;
import java.net.URI;

/** Plays what a feed meets as it meets it. */
final class PlayedTap implements FrameTap {
    private final Playback playback;

    PlayedTap(String venue, EventSink sink) {
        this.playback = new Playback(VenueAdapters.of(venue).orElseThrow(), sink, FrameTap.NONE);
    }

    @Override
    public void opened(int connection, URI address, boolean simulated, long atUs) {
        playback.opened(connection, simulated, atUs);
    }

    @Override
    public void follows(int connection, Channel channel, String symbol, long atUs) {
        playback.follows(connection, channel, symbol, atUs);
    }

    @Override
    public void leaves(int connection, Channel channel, String symbol, long atUs) {
        playback.leaves(connection, channel, symbol, atUs);
    }

    @Override
    public void received(int connection, ByteBuf frame, long atUs) {
        playback.received(connection, frame, atUs);
        playback.tick(atUs);
    }

    @Override
    public void closed(int connection, String why, long atUs) {
        playback.closed(connection, why, atUs);
        playback.tick(atUs);
    }

    @Override
    public void answered(String path, int status, boolean simulated, byte[] body, long atUs) {
        playback.answered(path, status, simulated, body, atUs);
    }
}
