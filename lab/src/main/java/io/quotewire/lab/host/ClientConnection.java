package io.quotewire.lab.host;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
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
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client after its handshake: its messages go past the guard to the stage, the stage's answers and the frames from
 * backstage to it.
 *
 * <p><b>Threads:</b> the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write or close that fails ends in channelInactive, which is handled.
final class ClientConnection extends SimpleChannelInboundHandler<WebSocketFrame> implements Client {
    /** More than any venue grants; here it only bounds memory. */
    private static final int MAX_STREAMS = 10_000;

    /** How long a client may take to see why it is closed. */
    private static final long GOODBYE_MS = 1_000;

    private final Channel channel;
    private final Backstage backstage;
    private final Stage stage;
    private final String name;
    private final Guard.Watch watch;
    private final Set<StreamKey> subscribed = new LinkedHashSet<>();

    /** Texts that went to the client and are counted, those that were lost on the way included. */
    private long texts;

    private boolean leaving;

    ClientConnection(Channel channel, String name, Backstage backstage, Guard guard) {
        this.channel = channel;
        this.backstage = backstage;
        this.stage = backstage.stage();
        this.name = name;
        this.watch = guard.watch(this);
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
        take(new Reaction(stage.greeting(caller()), inAddress, List.of()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            goodbye(close.retain());
        } else if (!leaving) {
            heard(frame);
        }
    }

    private void heard(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> heard(text.text());
            case PingWebSocketFrame ping -> {
                if (mayGoOn(watch.control())) {
                    channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                }
            }
            // That it ends a silence is seen elsewhere.
            case PongWebSocketFrame pong -> mayGoOn(watch.control());
            default -> {
                // Venues take no binary messages.
            }
        }
    }

    private void heard(String message) {
        if (mayGoOn(watch.message(message))) {
            take(backstage.heard(stage.react(caller(), message)));
        }
    }

    private Caller caller() {
        return new Caller(name, Collections.unmodifiableSet(subscribed), backstage.nowUs(), backstage::isAbsent);
    }

    private void take(Reaction reaction) {
        Set<StreamKey> held = new HashSet<>(reaction.begin());
        held.addAll(subscribed);
        if (held.size() > MAX_STREAMS) {
            hangUp(1008, "too many subscriptions");
        } else if (mayGoOn(watch.reaction(reaction, held.size()))) {
            reaction.replies().forEach(reply -> send(reply.getBytes(StandardCharsets.UTF_8)));
            channel.flush();
            begin(reaction.begin());
            end(reaction.end());
        }
    }

    private boolean mayGoOn(Guard.@Nullable Ending ending) {
        if (ending != null) {
            hangUp(ending.code(), ending.reason());
        }
        return ending == null;
    }

    private void begin(Collection<StreamKey> keys) {
        if (!keys.isEmpty()) {
            subscribed.addAll(keys);
            backstage.subscribe(this, keys);
        }
    }

    private void end(Collection<StreamKey> keys) {
        if (!keys.isEmpty()) {
            keys.forEach(subscribed::remove);
            backstage.unsubscribe(this, keys);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void hangUp(int code, String reason) {
        if (!leaving) {
            goodbye(new CloseWebSocketFrame(code, reason));
        }
    }

    /** Stops sending, but reads on: closing over bytes unread would take the closing's own from the network. */
    private void goodbye(CloseWebSocketFrame closing) {
        leaving = true;
        end(List.copyOf(subscribed));
        channel.writeAndFlush(closing).addListener(written -> {
            if (written.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
        var patience = channel.eventLoop().schedule(() -> channel.close(), GOODBYE_MS, TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> patience.cancel(false));
    }

    @Override
    public void cutOff() {
        leaving = true;
        end(List.copyOf(subscribed));
        channel.close();
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

    /** Who does not read its answers is asked nothing more until it does: else they would pile up without end. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        channel.config().setAutoRead(ready());
        if (ready()) {
            backstage.roomAgain();
        }
        super.channelWritabilityChanged(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        leaving = true;
        end(List.copyOf(subscribed));
        watch.closed();
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
    public long backlog() {
        return channel.isActive() ? channel.bytesBeforeWritable() : 0; // Of a closed one it would be without end.
    }

    @Override
    public void send(byte[] payload) {
        if (!leaving) {
            channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(stage.numbered(payload, texts))));
            texts += stage.isNumbered(payload) ? 1 : 0;
        }
    }

    @Override
    public void skip() {
        texts++;
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
