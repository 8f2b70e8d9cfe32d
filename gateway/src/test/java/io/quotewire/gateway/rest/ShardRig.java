package io.quotewire.gateway.rest;

import io.netty.channel.EventLoopGroup;
import io.quotewire.gateway.auth.AuthMode;
import io.quotewire.gateway.auth.Gatekeeper;
import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.HttpServer;
import io.quotewire.gateway.http.ListenAddress;
import io.quotewire.gateway.http.Transport;
import io.quotewire.gateway.near.NearTopics;
import io.quotewire.gateway.past.Archive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The routes that ask shards, over HTTP, before fakes that a test fills. */
final class ShardRig implements AutoCloseable {
    static final long NOW_US = 1_732_115_015_000_000L;

    final FakeMarket market = new FakeMarket();
    final FakeShards shards = new FakeShards();
    final FakePast past = new FakePast();
    private final HttpClient client = HttpClient.newHttpClient();
    private final EventLoopGroup lanes = Transport.best().loops(1, "lane");
    private final HttpServer server = new HttpServer(
            HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0))),
            Transport.best(),
            lanes,
            new HttpServer.Parts(
                    new RestApi(new RestApi.Parts(
                                    "test",
                                    () -> NOW_US,
                                    market,
                                    market,
                                    shards,
                                    past,
                                    Archive.NONE,
                                    new NearTopics(market, () -> NOW_US),
                                    List.of(),
                                    List.of(),
                                    false,
                                    AuthMode.NONE))
                            .routes(),
                    new RestApiTest.NoWebSockets(),
                    Gatekeeper.none(),
                    () -> false,
                    () -> NOW_US));

    ShardRig() throws IOException {
        server.start();
    }

    @Override
    public void close() {
        client.close();
        server.close();
        lanes.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.addresses().getFirst().getPort() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
