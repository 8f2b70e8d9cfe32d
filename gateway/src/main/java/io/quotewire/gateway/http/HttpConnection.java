package io.quotewire.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.Future;
import io.quotewire.gateway.auth.Credentials;
import io.quotewire.gateway.auth.Verdict;
import io.quotewire.gateway.proxy.Caller;
import io.quotewire.gateway.socket.ClientAddress;
import io.quotewire.gateway.socket.HalfClose;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection while it speaks HTTP: a head, its body, the answer, and again. {@link #decode} is its table of contents.
 *
 * <p><b>Threads:</b> the connection's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What fails in writing or closing ends in channelInactive.
final class HttpConnection extends ByteToMessageDecoder {
    /** Sent to all connections when the gateway drains. */
    enum Event {
        DRAIN
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    /** How long a last answer may take to be read before the connection is cut: closing at once would destroy it. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final byte[] NOTHING = new byte[0];
    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    /** Longest body that is kept: what acts wants a few names and numbers. */
    private static final int MOST_KEPT_BYTES = 16 << 10;

    private enum State {
        HEAD,
        BODY,
        ANSWERING,
        CLOSING
    }

    private final Serving serving;
    private final HeadReader reader;
    private final @Nullable Problem greeting;

    /** Whether the connection speaks TLS. */
    private final boolean tls;

    /** Whether the last request came encrypted, as far as is known. */
    private boolean encrypted;

    private @Nullable Deadline deadline;
    private State state = State.HEAD;
    private @Nullable Head head;
    private boolean begun;
    private byte[] body = NOTHING;
    private boolean keeps;
    private int bodyRead;
    private boolean admitted;
    private boolean last;

    /**
     * One that has just been accepted.
     *
     * @param greeting what is told in place of serving, null to serve
     * @param tls whether it speaks TLS
     */
    HttpConnection(Serving serving, @Nullable Problem greeting, boolean tls) {
        this.serving = serving;
        this.greeting = greeting;
        this.tls = tls;
        this.encrypted = tls;
        this.reader = new HeadReader(serving.limits());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = new Deadline(ctx.executor(), () -> late(ctx));
        deadline.set(serving.limits().headDeadline());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) throws Exception {
        if (greeting != null) {
            refuse(ctx, greeting);
        }
        super.channelActive(ctx);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        try {
            switch (state) {
                case HEAD -> readHead(ctx, in);
                case BODY -> readBody(ctx, in);
                case ANSWERING -> holdBack(ctx, in);
                case CLOSING -> in.skipBytes(in.readableBytes());
            }
        } catch (Refusal refusal) {
            refuse(ctx, refusal.problem());
        }
    }

    private void readHead(ChannelHandlerContext ctx, ByteBuf in) {
        if (!begun) {
            begun = true;
            within(serving.limits().headDeadline());
        }
        Head read = reader.read(in);
        if (read == null) {
            return;
        }
        head = read;
        bodyRead = 0;
        attribute(ctx.channel(), read);
        if (read.contentLength() > serving.limits().bodyBytes()) {
            throw new Refusal(Problem.of(
                    Problem.Type.BODY_TOO_LARGE,
                    "a body has at most " + serving.limits().bodyBytes() + " bytes"));
        }
        boolean comes = read.contentLength() > 0;
        keeps = comes && keepsOrCloses(read);
        if (comes && read.one("expect") != null) {
            comes = keeps;
            last |= !keeps; // The client waits to hear whether its body is wanted, and hears the answer.
            if (keeps) {
                ctx.writeAndFlush(Unpooled.copiedBuffer(CONTINUE, StandardCharsets.ISO_8859_1));
            }
        }
        if (comes) {
            state = State.BODY;
            within(serving.limits().bodyDeadline());
        } else {
            answer(ctx, read);
        }
    }

    /** Finds from where the request is; one that a proxy has sent on counts there, as if it had come without. */
    private void attribute(Channel channel, Head request) {
        InetAddress peer = ClientAddress.peer(channel);
        if (!serving.proxies().trusts(peer)) {
            return;
        }
        Caller caller =
                serving.proxies().caller(peer, tls, request.list("x-forwarded-for"), request.list("x-forwarded-proto"));
        encrypted = caller.encrypted();
        ClientAddress.tell(channel, caller.address());
        if (serving.connections().attribute(channel, caller.address()) != Connections.Verdict.WELCOME) {
            throw new Refusal(Problem.of(Problem.Type.FULL, "too many connections come from this address")
                    .header("Retry-After", "5"));
        }
    }

    /** Who is refused before the body has come is not read any further: it must not be taken for a request. */
    private boolean keepsOrCloses(Head request) {
        try {
            return keeps(request);
        } catch (Refusal refusal) {
            last = true;
            throw refusal;
        }
    }

    /** A body is kept only for what acts, from who may come in, and as long as not too many are under way. */
    private boolean keeps(Head request) {
        Target target = Target.parse(request.target());
        serving.door().check(request, target, encrypted);
        if (!request.method().equals("POST") || !serving.router().acts(request, target)) {
            return false;
        }
        if (request.contentLength() > MOST_KEPT_BYTES) {
            throw new Refusal(
                    Problem.of(Problem.Type.BODY_TOO_LARGE, "a body has at most " + MOST_KEPT_BYTES + " bytes here"));
        }
        if (serving.counters().kept(0) > serving.limits().bodiesBytes()) {
            throw new Refusal(Problem.of(Problem.Type.OVERLOADED, "too many bodies are on their way")
                    .header("Retry-After", "5"));
        }
        return true;
    }

    /** As it comes: what a head announces takes no memory yet. */
    private void readBody(ChannelHandlerContext ctx, ByteBuf in) {
        Head request = Objects.requireNonNull(head);
        int whole = (int) request.contentLength();
        int some = Math.min(whole - bodyRead, in.readableBytes());
        if (keeps) {
            keep(in, some, whole);
        } else {
            in.skipBytes(some);
        }
        bodyRead += some;
        if (bodyRead == whole) {
            answer(ctx, request);
        }
    }

    private void keep(ByteBuf in, int some, int whole) {
        if (bodyRead + some > body.length) {
            int before = body.length;
            body = Arrays.copyOf(body, Math.clamp(2L * body.length, bodyRead + some, whole));
            serving.counters().kept(body.length - before);
        }
        in.readBytes(body, bodyRead, some);
    }

    private void dropBody() {
        serving.counters().kept(-body.length);
        body = NOTHING;
        bodyRead = 0;
    }

    /** One request at a time: what was sent ahead waits here, and beyond its bound in the client. */
    private void holdBack(ChannelHandlerContext ctx, ByteBuf in) {
        if (in.readableBytes() >= serving.limits().aheadBytes()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    private void answer(ChannelHandlerContext ctx, Head request) {
        Target target = Target.parse(request.target());
        serving.door().check(request, target, encrypted);
        admitted = true;
        last |= serving.draining().getAsBoolean();
        if (request.method().equals("OPTIONS")) {
            Response options = serving.door().options(request, serving.router().methods(target));
            send(ctx, HttpCounters.NO_ROUTE, options);
            return;
        }
        Router.Match match = serving.router().find(request, target);
        if (match.route().method().acts()) {
            serving.door().checkActor(request, encrypted);
        }
        if (serving.counters().unsent(0) > serving.limits().unsentBytes()) {
            throw new Refusal(Problem.of(Problem.Type.OVERLOADED, "too many answers wait to be taken")
                    .header("Retry-After", "5"));
        }
        serve(ctx, request, target, match);
    }

    private void serve(ChannelHandlerContext ctx, Head request, Target target, Router.Match match) {
        Route route = match.route();
        InetAddress from = ClientAddress.of(ctx.channel());
        boolean secret =
                encrypted; // Of this request; the next is read when this is answered, on another thread perhaps.
        ByteBuffer sent =
                ByteBuffer.wrap(body, 0, keeps ? bodyRead : 0).asReadOnlyBuffer(); // No other request writes into it.
        Credentials shown = serving.door().credentials(request, target, route);
        Verdict known = serving.door().glance(shown);
        Supplier<Response> answer = () -> serving.responder().respond(route, () -> {
            Verdict found =
                    known == null && shown != null ? serving.door().verify(shown, from) : Objects.requireNonNull(known);
            return match.request(
                    request, new Request.Sender(from, secret, serving.door().identify(found, route.access()), sent));
        });
        if (route.slow() || known == null) {
            state = State.ANSWERING;
            within(serving.limits().answerDeadline());
            Thread.ofVirtual().name("http-slow").start(() -> {
                Response response = answer.get();
                ctx.executor().execute(() -> send(ctx, route.template(), response));
            });
        } else {
            send(ctx, route.template(), answer.get());
        }
    }

    private void refuse(ChannelHandlerContext ctx, Problem problem) {
        send(ctx, HttpCounters.NO_ROUTE, serving.responder().refuse(problem));
    }

    private void send(ChannelHandlerContext ctx, String route, Response made) {
        if (!ctx.channel().isActive() || state == State.CLOSING) {
            return;
        }
        if (made.successor() != null && last) {
            refuse(ctx, Problem.of(Problem.Type.DRAINING, "this gateway is stopping"));
            return;
        }
        Head request = head;
        Response response = admitted ? serving.door().opened(made, request, encrypted) : made;
        boolean ends = last || response.closes() || request == null || !request.keepAlive();
        boolean withBody = request == null || !request.method().equals("HEAD");
        serving.counters().answered(route, response.status());
        state = State.ANSWERING;
        within(serving.limits().answerDeadline());
        Consumer<ChannelPipeline> successor = response.successor();
        if (successor != null && withBody) {
            ctx.writeAndFlush(serving.writer().write(ctx.alloc(), response, true, response.status() != 101, encrypted));
            handOver(ctx, successor);
        } else {
            write(ctx, response, withBody, ends);
        }
    }

    private void write(ChannelHandlerContext ctx, Response response, boolean withBody, boolean ends) {
        ByteBuf bytes = serving.writer().write(ctx.alloc(), response, withBody, ends, encrypted);
        int size = bytes.readableBytes();
        serving.counters().unsent(size);
        ctx.writeAndFlush(bytes).addListener(written -> {
            serving.counters().unsent(-size);
            sent(ctx, written, ends);
        });
    }

    private void handOver(ChannelHandlerContext ctx, Consumer<ChannelPipeline> successor) {
        forget();
        dropBody();
        successor.accept(ctx.pipeline());
        ctx.pipeline().remove(this);
    }

    private void sent(ChannelHandlerContext ctx, Future<?> written, boolean ends) {
        if (!written.isSuccess()) {
            ctx.close();
        } else if (ends) {
            linger(ctx);
        } else {
            // As a task of its own, so that a client that sends many requests ahead takes turns with the others.
            ctx.executor().execute(() -> next(ctx));
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (!ctx.channel().isActive()) {
            return;
        }
        state = State.HEAD;
        head = null;
        dropBody();
        begun = false;
        admitted = false;
        if (last) {
            linger(ctx);
            return;
        }
        within(serving.limits().idle());
        ctx.channel().config().setAutoRead(true);
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
        } catch (Exception e) {
            exceptionCaught(ctx, e);
        }
    }

    private void linger(ChannelHandlerContext ctx) {
        state = State.CLOSING;
        if (ctx.channel() instanceof DuplexChannel duplex) {
            within(LINGER);
            ctx.channel().config().setAutoRead(true);
            HalfClose.of(duplex);
        } else {
            ctx.close();
        }
    }

    private void late(ChannelHandlerContext ctx) {
        if ((state == State.HEAD && begun) || state == State.BODY) {
            refuse(ctx, Problem.of(Problem.Type.TIMEOUT, "the request did not arrive in time"));
        } else {
            if (state == State.ANSWERING) {
                serving.counters().refused(Problem.Type.TIMEOUT);
            }
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event == Event.DRAIN) {
            last = true;
            if (state == State.HEAD && !begun) {
                ctx.close();
            }
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        serving.counters().aborted();
        if (!(cause instanceof IOException) && serving.sampler().admits()) {
            LOG.atError().setCause(cause).log("a connection failed");
        }
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        forget();
        dropBody();
        super.channelInactive(ctx);
    }

    private void within(Duration time) {
        if (deadline != null) {
            deadline.set(time);
        }
    }

    private void forget() {
        if (deadline != null) {
            deadline.clear();
        }
    }
}
