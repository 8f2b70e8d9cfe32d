package io.quotewire.lab.host;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.quotewire.lab.stage.KeepAlive;
import io.quotewire.lab.stage.Stage;
import io.quotewire.lab.stage.StreamKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a client meets first: a request for the stream becomes a {@link ClientConnection} if the guard agrees, a GET gets
 * the venue's REST answer, anything else is told what there is.
 *
 * <p><b>Threads:</b> the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to do.
final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {
    /** On everything that is said here, so that nobody takes it for the venue. */
    static final String SIMULATED = "X-Quotewire-Simulated";

    /** More than any venue takes, so that a guard sees who says too much; here it only bounds memory. */
    private static final int MAX_MESSAGE = 1 << 20;

    private final Backstage backstage;
    private final Guard guard;
    private final String connection;

    /** @param connection the name that the venue's answers will give it */
    Door(Backstage backstage, Guard guard, String connection) {
        this.backstage = backstage;
        this.guard = guard;
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            answer(context, request, HttpAnswer.text(400, "not HTTP"));
        } else if (request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            stream(context, request);
        } else if (request.method().equals(HttpMethod.GET)) {
            backstage.rest(request.uri(), said -> answer(context, request, said));
        } else {
            answer(context, request, HttpAnswer.text(405, "GET is all there is"));
        }
    }

    private void stream(ChannelHandlerContext context, FullHttpRequest request) {
        Stage stage = backstage.stage();
        List<StreamKey> inAddress = stage.open(request.uri());
        HttpAnswer refusal = guard.refusal();
        if (refusal != null) {
            answer(context, request, refusal);
        } else if (inAddress == null) {
            String path = stage.profile().streamPath();
            answer(context, request, HttpAnswer.text(404, "what is streamed here is at " + path));
        } else {
            shakeHands(context, request, inAddress);
        }
    }

    private static void answer(ChannelHandlerContext context, FullHttpRequest request, HttpAnswer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body()));
        boolean keep = HttpUtil.isKeepAlive(request) && answer.status() == 200;
        answer.headers().forEach(response.headers()::set);
        response.headers()
                .set(SIMULATED, "true")
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        HttpUtil.setKeepAlive(response, keep);
        var written = context.writeAndFlush(response);
        if (!keep) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void shakeHands(ChannelHandlerContext context, FullHttpRequest request, List<StreamKey> inAddress) {
        @Nullable
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        backstage.stage().profile().streamPath(), null, false, MAX_MESSAGE)
                .newHandshaker(request);
        if (handshaker == null) {
            answer(context, request, HttpAnswer.text(426, "WebSocket version 13 is spoken here"));
            return;
        }
        HttpHeaders headers = new DefaultHttpHeaders().set(SIMULATED, "true");
        var agreed = handshaker.handshake(context.channel(), request, headers, context.newPromise());
        // Within this call, so that a message sent right behind the request finds its reader.
        ClientConnection client = new ClientConnection(context.channel(), connection, backstage, guard);
        context.pipeline().remove(ReadTimeoutHandler.class);
        addConnection(context.pipeline(), client, backstage.stage().profile().keepAlive());
        agreed.addListener(done -> {
            if (done.isSuccess()) {
                client.opened(inAddress);
            }
        });
        context.pipeline().remove(this);
    }

    /** What a connection is made of, behind the WebSocket codec. */
    static void addConnection(ChannelPipeline pipeline, ClientConnection client, KeepAlive keepAlive) {
        long patienceMs = keepAlive.patience().toMillis();
        boolean either = keepAlive.heard() == KeepAlive.Heard.EITHER;
        pipeline.addLast(
                new IdleStateHandler(either ? 0 : patienceMs, 0, either ? patienceMs : 0, TimeUnit.MILLISECONDS));
        pipeline.addLast(new WebSocketFrameAggregator(MAX_MESSAGE));
        pipeline.addLast(client);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // No request in time, or the client went away.
    }
}
