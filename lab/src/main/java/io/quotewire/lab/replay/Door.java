package io.quotewire.lab.replay;

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
import io.quotewire.lab.capture.Recording;
import io.quotewire.lab.stage.KeepAlive;
import io.quotewire.lab.stage.StreamKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a client meets first: a request for the stream becomes a {@link ClientConnection}, one for an instrument list gets
 * the recorded bytes, anything else is told what there is.
 *
 * <p><b>Threads:</b> the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A close that fails leaves nothing to do.
final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {
    /** On everything that a replay says, so that nobody takes it for the venue. */
    static final String SIMULATED = "X-Quotewire-Simulated";

    private static final int MAX_MESSAGE = 64 << 10;

    private final Recording recording;
    private final VenueStream stream;
    private final String connection;

    /** @param connection the name that the venue's answers will give it */
    Door(Recording recording, VenueStream stream, String connection) {
        this.recording = recording;
        this.stream = stream;
        this.connection = connection;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            answer(context, request, HttpResponseStatus.BAD_REQUEST, "not HTTP");
        } else if (request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            List<StreamKey> inAddress = recording.stage().open(request.uri());
            if (inAddress == null) {
                String path = recording.stage().profile().streamPath();
                answer(context, request, HttpResponseStatus.NOT_FOUND, "this replay streams at " + path);
            } else {
                shakeHands(context, request, inAddress);
            }
        } else {
            rest(context, request);
        }
    }

    private void rest(ChannelHandlerContext context, FullHttpRequest request) {
        String name = recording.stage().list(request.uri());
        byte[] list = name == null ? null : recording.list(name);
        if (!request.method().equals(HttpMethod.GET)) {
            answer(context, request, HttpResponseStatus.METHOD_NOT_ALLOWED, "GET is all there is");
        } else if (list == null) {
            answer(context, request, HttpResponseStatus.NOT_FOUND, "this replay has no recorded answer to this");
        } else {
            answer(context, request, HttpResponseStatus.OK, "application/json", list);
        }
    }

    private static void answer(
            ChannelHandlerContext context, FullHttpRequest request, HttpResponseStatus status, String why) {
        answer(context, request, status, "text/plain; charset=utf-8", (why + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(
            ChannelHandlerContext context,
            FullHttpRequest request,
            HttpResponseStatus status,
            String type,
            byte[] body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        boolean keep = HttpUtil.isKeepAlive(request) && status.equals(HttpResponseStatus.OK);
        response.headers()
                .set(SIMULATED, "true")
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        HttpUtil.setKeepAlive(response, keep);
        var written = context.writeAndFlush(response);
        if (!keep) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void shakeHands(ChannelHandlerContext context, FullHttpRequest request, List<StreamKey> inAddress) {
        @Nullable
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        recording.stage().profile().streamPath(), null, false, MAX_MESSAGE)
                .newHandshaker(request);
        if (handshaker == null) {
            answer(context, request, HttpResponseStatus.UPGRADE_REQUIRED, "WebSocket version 13 is spoken here");
            return;
        }
        ClientConnection client = new ClientConnection(context.channel(), connection, recording.stage(), stream);
        HttpHeaders headers = new DefaultHttpHeaders().set(SIMULATED, "true");
        handshaker
                .handshake(context.channel(), request, headers, context.newPromise())
                .addListener(done -> {
                    if (done.isSuccess()) {
                        client.opened(inAddress);
                    }
                });
        // Within this call, so that a message sent right behind the request finds its reader.
        context.pipeline().remove(ReadTimeoutHandler.class);
        addConnection(context.pipeline(), client, recording.stage().profile().keepAlive());
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
