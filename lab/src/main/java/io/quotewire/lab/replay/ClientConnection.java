package io.quotewire.lab.replay;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import io.quotewire.lab.stage.Caller;
import io.quotewire.lab.stage.KeepAlive;
import io.quotewire.lab.stage.Reaction;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One client after its handshake: its messages go to the stage, the stage's answers and the stream's frames to it.
 *
 * <p><b>Threads:</b> the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write or close that fails ends in channelInactive, which is handled.
final class ClientConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements Outlet {
    /** More than any venue grants; here it only bounds memory. */
    private static final int MAX_STREAMS = 10_000;

    private final Channel channel;
    private final Stage stage;
    private final VenueStream stream;
    private final Caller caller;
    private final Set<StreamKey> subscribed = new LinkedHashSet<>();

    ClientConnection(Channel channel, String name, Stage stage, VenueStream stream) {
        this.channel = channel;
        this.stage = stage;
        this.stream = stream;
        this.caller = new Caller(name, Collections.unmodifiableSet(subscribed));
    }

    /** To be called once the handshake has been answered. */
    void opened(List<StreamKey> inAddress) {
        long pingEveryMs = stage.profile().keepAlive().pingEvery().toMillis();
        if (pingEveryMs > 0) {
            var pings = channel.eventLoop()
                    .scheduleAtFixedRate(
                            () -> channel.writeAndFlush(new PingWebSocketFrame()),
                            pingEveryMs,
                            pingEveryMs,
                            TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> pings.cancel(false));
        }
        begin(inAddress);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> heard(text.text());
            case PingWebSocketFrame ping ->
                channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close ->
                channel.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
            default -> {
                // A pong ends a silence, which is seen elsewhere; venues take no binary messages.
            }
        }
    }

    private void heard(String message) {
        Reaction reaction = stage.react(caller, message);
        reaction.replies().forEach(reply -> channel.write(new TextWebSocketFrame(reply)));
        channel.flush();
        begin(reaction.begin());
        end(reaction.end());
    }

    private void begin(Collection<StreamKey> keys) {
        if (!keys.isEmpty()) {
            subscribed.addAll(keys);
            stream.subscribe(this, keys);
        }
        if (subscribed.size() > MAX_STREAMS) {
            hangUp(1008, "too many subscriptions");
        }
    }

    private void end(Collection<StreamKey> keys) {
        if (!keys.isEmpty()) {
            keys.forEach(subscribed::remove);
            stream.unsubscribe(this, keys);
        }
    }

    private void hangUp(int code, String reason) {
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof IdleStateEvent) {
            KeepAlive keepAlive = stage.profile().keepAlive();
            hangUp(keepAlive.closeCode(), keepAlive.closeReason());
        } else {
            super.userEventTriggered(context, event);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        if (ready()) {
            stream.roomAgain();
        }
        super.channelWritabilityChanged(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        end(List.copyOf(subscribed));
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // The client went away or broke the protocol; either way it is told by the closing.
    }

    @Override
    public boolean ready() {
        return channel.isWritable();
    }

    @Override
    public void send(byte[] payload) {
        channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void whenDelivered(Runnable then) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> then.run());
    }
}
