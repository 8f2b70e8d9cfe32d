package io.quotewire.gateway.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a listening socket alive when accepting fails, which it does when descriptors run out: rests a moment, then goes
 * on. Logs the first failure of a run and its end.
 *
 * <p><b>Threads:</b> the accepting event loop.
 */
final class AcceptGuard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptGuard.class);
    private static final int REST_MS = 200;

    private final HttpCounters counters;
    private boolean failing;
    private @Nullable Future<?> rest;

    AcceptGuard(HttpCounters counters) {
        this.counters = counters;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (failing) {
            failing = false;
            LOG.info("accepting connections again");
        }
        ctx.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        counters.acceptFailed();
        if (!failing) {
            failing = true;
            LOG.atWarn().addKeyValue("why", cause.toString()).log("cannot accept connections");
        }
        if (rest == null || rest.isDone()) {
            ctx.channel().config().setAutoRead(false);
            rest = ctx.executor()
                    .schedule(() -> ctx.channel().config().setAutoRead(true), REST_MS, TimeUnit.MILLISECONDS);
        }
    }
}
