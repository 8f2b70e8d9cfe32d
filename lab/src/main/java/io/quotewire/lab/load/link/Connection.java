package io.quotewire.lab.load.link;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.DecoderException;
import io.quotewire.lab.load.wire.BadWire;
import io.quotewire.lab.load.wire.ClientFrames;
import io.quotewire.lab.load.wire.EventReader;
import io.quotewire.lab.load.wire.FrameReader;
import io.quotewire.lab.load.wire.Handshake;
import io.quotewire.lab.load.wire.Payloads;
import io.quotewire.lab.load.wire.Remainder;
import io.quotewire.lab.load.wire.ResponseHead;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the server under test, WebSocket or event stream.
 *
 * <p><b>Threads:</b> the loop's.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of writes and closes whose failure the channel tells.
public final class Connection extends ChannelInboundHandlerAdapter implements Payloads {
    /** What it is. */
    public enum Kind {
        WEB_SOCKET,
        EVENT_STREAM
    }

    private static final long HANDSHAKE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int GOING_AWAY = 1001;
    private static final byte[] NO_BYTES = {};

    private final Loop loop;
    private final Target target;
    private final Ear ear;
    private final Handshake handshake;
    private final Remainder rest = new Remainder();
    private final FrameReader frames = new FrameReader();
    private final @Nullable EventReader events;
    private @Nullable Channel channel;
    private boolean opened;
    private boolean over;
    private String lastWord = "";

    public Connection(Loop loop, Target target, String path, Kind kind, Ear ear) {
        this.loop = loop;
        this.target = target;
        this.ear = ear;
        this.events = kind == Kind.EVENT_STREAM ? new EventReader() : null;
        this.handshake = events == null
                ? Handshake.webSocket(target.authority(), path, target.key())
                : Handshake.eventStream(target.authority(), path, target.key());
    }

    public void open() {
        open(0);
    }

    /**
     * Connects, unless leave was taken before.
     *
     * @param receiveBytes what the kernel is to hold for it; 0 for what it likes
     */
    public void open(int receiveBytes) {
        if (over) {
            return;
        }
        var connected = loop.connect(target.address(), handlers(), receiveBytes);
        channel = connected.channel();
        connected.addListener((ChannelFutureListener) done -> {
            if (!done.isSuccess()) {
                end(why(done.cause()));
            }
        });
        loop.later(HANDSHAKE_NS, () -> {
            if (!opened) {
                fail("no handshake in 30 s");
            }
        });
    }

    private ChannelHandler handlers() {
        SSLContext tls = target.tls();
        return tls == null
                ? this
                : new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline().addLast(target.guard(tls), Connection.this);
                    }
                };
    }

    private static String why(Throwable cause) {
        return switch (cause) {
            case ConnectTimeoutException timeout -> "no connection in 10 s";
            case ConnectException refused -> "connection refused";
            default -> "no connection";
        };
    }

    /** Whether something can be said. */
    public boolean isOpen() {
        return opened && !over;
    }

    /** Says something now. */
    public void say(String text) {
        queue(text);
        flush();
    }

    /** Says something with the next flush. */
    public void queue(String text) {
        Channel to = channel;
        if (to != null && isOpen()) {
            to.write(ClientFrames.text(to.alloc(), text), to.voidPromise());
        }
    }

    public void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    /** Reads nothing more until it is told to. */
    public void deaf() {
        if (channel != null) {
            channel.config().setAutoRead(false);
        }
    }

    /** A deaf one reads so many bytes at most. */
    public void sip(int bytes) {
        if (channel != null && isOpen()) {
            channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(bytes).maxMessagesPerRead(1));
            channel.read();
        }
    }

    /** Says what needs no answer, so that one who reads nothing notices that the other end has gone. */
    public void nod() {
        Channel to = channel;
        if (to != null && isOpen()) {
            to.writeAndFlush(ClientFrames.pong(to.alloc(), NO_BYTES, 0, 0));
        }
    }

    /** As after a crash: what was on its way is lost, and the other end sees a reset. */
    public void reset() {
        over = true;
        if (channel != null) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    /** Takes leave. */
    public void leave() {
        boolean polite = isOpen() && events == null;
        over = true;
        Channel to = channel;
        if (to != null && polite) {
            to.writeAndFlush(ClientFrames.close(to.alloc(), GOING_AWAY)).addListener(ChannelFutureListener.CLOSE);
        } else if (to != null) {
            to.close();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.wrappedBuffer(handshake.request()), context.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        ByteBuf bytes = (ByteBuf) read;
        try {
            if (!over) {
                loop.read();
                loop.intake().read(rest, bytes, this::read);
            }
        } catch (BadWire e) {
            fail("bad bytes: " + e.getMessage());
        } finally {
            bytes.release();
        }
    }

    private int read(byte[] bytes, int from, int to) throws BadWire {
        int at = from;
        if (!opened) {
            ResponseHead head = ResponseHead.read(bytes, from, to);
            if (head == null) {
                return from;
            }
            String complaint = handshake.complaint(head);
            if (complaint != null) {
                fail(complaint);
                return to;
            }
            opened = true;
            at = head.end();
            ear.opened();
        }
        return events == null ? frames.read(bytes, at, to, this) : events.read(bytes, at, to, this);
    }

    @Override
    public void message(byte[] bytes, int from, int to) {
        if (!over) {
            ear.heard(bytes, from, to);
        }
    }

    @Override
    public void ping(byte[] bytes, int from, int to) {
        Channel back = channel;
        if (back != null) {
            back.writeAndFlush(ClientFrames.pong(back.alloc(), bytes, from, to), back.voidPromise());
        }
    }

    @Override
    public void close(int code, String reason) {
        lastWord = "close " + code + (reason.isEmpty() ? "" : " " + reason);
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void comment(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, Math.min(80, to - from), StandardCharsets.UTF_8);
        lastWord = text.matches("\\d{4} .*") ? "close " + text : lastWord;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(lastWord.isEmpty() ? opened ? "ended without a word" : "ended before the handshake" : lastWord);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException && cause.getCause() instanceof SSLException tls) {
            fail("tls: " + tls.getMessage());
            return;
        }
        if (!(cause instanceof IOException)) {
            loop.failure().complete(cause); // It is our own.
        }
        fail(lastWord.isEmpty() ? "reset" : lastWord);
    }

    private void fail(String why) {
        end(why);
        if (channel != null) {
            channel.close();
        }
    }

    private void end(String why) {
        if (!over) {
            over = true;
            ear.ended(new Ending(opened, why));
        }
    }
}
