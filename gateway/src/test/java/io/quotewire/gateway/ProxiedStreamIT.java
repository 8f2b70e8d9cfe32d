package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Event streams through a proxy that buffers: what is told arrives before anything more is, and a return lacks nothing. Asked
 * in old HTTP, for which the proxy does not cut what it passes on into chunks.
 */
class ProxiedStreamIT {
    private static final String TRADES = "/v1/stream?topics=trade:okx:BTC-USDT";
    private static final int TIMES = 20;

    @TempDir
    private Path folder;

    @Test
    void stream_behindAProxyThatBuffers_arrivesMessageByMessageAndGoesOnWhereItWas() throws Exception {
        try (TestGateway gateway = new TestGateway();
                Proxy proxy = Proxy.before(gateway, folder)) {
            String id;
            long startNs = System.nanoTime();
            long firstMs;
            try (EventReader reader = new EventReader(proxy.address(), "GET", 0, TRADES)) {
                reader.head();
                id = reader.position();
                firstMs = (System.nanoTime() - startNs) / 1_000_000;
                for (int i = 0; i < TIMES; i++) {
                    gateway.trade(1);
                    assertThat(reader.data()).contains("\"prev\":" + i + ",\"seq\":" + (i + 1));
                }
            }
            try (EventReader reader = new EventReader(proxy.address(), "GET", 0, TRADES, "Last-Event-ID: " + id)) {
                reader.head();
                assertThat(reader.data()).contains("\"prev\":0,\"seq\":" + TIMES);
            }
            try (EventReader reader = new EventReader(proxy.address(), "GET", 0, TRADES, "Last-Event-ID: x" + id)) {
                reader.head();
                assertThat(reader.data()).contains("\"type\":\"gap\"", "\"from\":null,\"to\":" + TIMES);
            }
            System.out.println("C13 verdict: through an nginx that buffers the first position came after " + firstMs
                    + " ms, and each of " + TIMES + " trades before the next was made; an old Last-Event-ID got what it"
                    + " lacked, a spoiled one a gap");
        }
    }
}
