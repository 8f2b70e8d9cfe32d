package io.quotewire.lab.replay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.quotewire.lab.capture.Recording;
import io.quotewire.lab.stage.Stage;
import io.quotewire.model.MicroClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One venue at a loopback address of its own.
 *
 * <p><b>Threads:</b> made, asked and closed by any; {@link #cut}, {@link #mute} and {@link #heal} take effect on the loop
 * and return when they have.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of tasks that do not fail and closes after which nothing is left to do.
final class VenueServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueServer.class);
    private static final int MAX_CONNECTIONS = 256;
    private static final int REQUEST_SECONDS = 10;
    private static final int MAX_REQUEST = 64 << 10;
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 << 10, 256 << 10);

    private final Recording recording;
    private final EventLoop loop;
    private final LookAhead lookAhead;
    private final VenueStream stream;
    private final ChannelGroup connections;
    private final Channel listener;
    private boolean cut; // The loop's, as is the counter.
    private int opened;

    VenueServer(Recording recording, ReplayConfig config, EventLoop loop) throws IOException {
        this.recording = recording;
        this.loop = loop;
        this.connections = new DefaultChannelGroup(loop);
        Alarm alarm = (afterUs, task) -> loop.schedule(task, afterUs, TimeUnit.MICROSECONDS);
        this.lookAhead = new LookAhead(stage().profile().venue(), recording::read, () -> loop.execute(this::advance));
        this.stream = new VenueStream(recording, lookAhead, config, MicroClock.system(), alarm);
        this.listener = listen();
        lookAhead.start();
        LOG.atInfo()
                .addKeyValue("venue", stage().profile().venue())
                .addKeyValue("url", address("ws", stage().profile().streamPath()))
                .addKeyValue("frames", recording.frames())
                .addKeyValue("left_out", recording.others())
                .log("replay waits for a subscription");
    }

    private void advance() {
        stream.advance();
    }

    private Channel listen() throws IOException {
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        welcome(channel);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("no loopback port for " + stage().profile().venue(), bound.cause());
        }
        return bound.channel();
    }

    private void welcome(Channel channel) {
        if (cut || connections.size() >= MAX_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.add(channel);
        opened++;
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(REQUEST_SECONDS))
                .addLast(new HttpServerCodec(MAX_REQUEST, MAX_REQUEST, MAX_REQUEST))
                .addLast(new HttpObjectAggregator(MAX_REQUEST))
                .addLast(new Door(recording, stream, String.format(Locale.ROOT, "%08x", opened)));
    }

    Stage stage() {
        return recording.stage();
    }

    Recording recording() {
        return recording;
    }

    VenueStream stream() {
        return stream;
    }

    URI address(String scheme, String path) {
        InetSocketAddress at = (InetSocketAddress) listener.localAddress();
        return URI.create(scheme + "://" + at.getAddress().getHostAddress() + ":" + at.getPort() + path);
    }

    /** Closes every connection without a word and refuses new ones. */
    void cut() {
        change("replay venue cut", () -> {
            cut = true;
            connections.close();
        });
    }

    /** Keeps connections, answers and keep-alive, but sends no data. */
    void mute() {
        change("replay venue muted", () -> stream.mute(true));
    }

    /** Ends a cut and a muting. */
    void heal() {
        change("replay venue healed", () -> {
            cut = false;
            stream.mute(false);
        });
    }

    private void change(String what, Runnable how) {
        LOG.atInfo().addKeyValue("venue", stage().profile().venue()).log(what);
        loop.submit(how).syncUninterruptibly();
    }

    @Override
    public void close() {
        lookAhead.close();
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
    }
}
