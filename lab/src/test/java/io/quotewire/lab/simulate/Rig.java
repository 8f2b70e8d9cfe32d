package io.quotewire.lab.simulate;

import io.quotewire.lab.host.AutoClose;
import io.quotewire.lab.host.WireClient;
import io.quotewire.model.Instrument;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A simulator whose time the test passes, and clients of it. Two with the same seed tell the same. */
final class Rig implements AutoCloseable {
    static final Instrument BTC = Instrument.parse("BTC-USDT");
    static final Instrument ETH = Instrument.parse("ETH-USDT");

    private static final long STEP_MS = 50;

    final AtomicLong nowUs = new AtomicLong(1_790_000_000_000_000L);
    final Simulator simulator;
    private final AutoClose open = new AutoClose();
    private final HttpClient http = HttpClient.newHttpClient();

    Rig() {
        try {
            simulator = Simulator.byHand(
                    SimulatorConfig.of(42).withInstruments(List.of(BTC, ETH)).withBustle(300), nowUs::get);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets the market go on. */
    Rig pass(long ms) {
        for (long left = ms; left > 0; left -= STEP_MS) {
            jump(Math.min(left, STEP_MS));
        }
        return this;
    }

    /** Lets time pass without the market's noticing. */
    Rig jump(long ms) {
        nowUs.addAndGet(ms * 1_000);
        simulator.turnNow();
        return this;
    }

    Rig fault(String venue, Verb verb, @Nullable Instrument instrument) {
        simulator.fault(new Fault(venue, verb, instrument));
        return this;
    }

    WireClient connect(String venue) {
        return open.add(new WireClient(simulator.wsUrl(venue)));
    }

    /** A client of everything of both instruments, with its acknowledgements heard. */
    WireClient okx() {
        WireClient client = connect("okx").send(okxRequest("subscribe"));
        List<String> heard = client.next(6);
        if (!heard.stream().allMatch(ack -> ack.contains("\"event\":\"subscribe\""))) {
            throw new AssertionError("no acknowledgements: " + heard);
        }
        return client;
    }

    static String okxRequest(String op) {
        List<String> args = new ArrayList<>();
        for (Instrument instrument : List.of(BTC, ETH)) {
            for (String channel : List.of("bbo-tbt", "tickers", "trades")) {
                args.add("{\"channel\":\"%s\",\"instId\":\"%s\"}".formatted(channel, instrument));
            }
        }
        return "{\"op\":\"" + op + "\",\"args\":[" + String.join(",", args) + "]}";
    }

    /** A client that has sent these, all of which the venue has heard. */
    WireClient client(String venue, String... requests) {
        WireClient client = connect(venue);
        for (String request : requests) {
            client.send(request);
        }
        return client.settle();
    }

    WireClient binance() {
        WireClient client = connect("binance").send("""
                {"method":"SUBSCRIBE","id":1,"params":["btcusdt@bookTicker","btcusdt@ticker","btcusdt@trade",\
                "ethusdt@bookTicker","ethusdt@ticker","ethusdt@trade"]}""");
        if (!client.next().equals("{\"result\":null,\"id\":1}")) {
            throw new AssertionError("no acknowledgement");
        }
        return client;
    }

    /** All that has been sent to the client so far: what it hears before the answer to a ping. */
    static List<String> heard(WireClient client) {
        client.ping();
        List<String> heard = new ArrayList<>();
        for (String next = client.next(); !next.equals(WireClient.PONG); next = client.next()) {
            if (next.equals(WireClient.CLOSED)) {
                throw new AssertionError("closed after " + heard);
            }
            heard.add(next);
        }
        return heard;
    }

    HttpResponse<String> get(String venue, String path) throws IOException, InterruptedException {
        URI uri = simulator.restUrl(venue).resolve(path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** All of an answer that may take its time, to a request that has left when this returns. */
    CompletableFuture<String> ask(String venue, String path) throws IOException {
        URI uri = simulator.restUrl(venue);
        Socket socket = open.add(new Socket(uri.getHost(), uri.getPort()));
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, uri.getAuthority());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try (InputStream in = socket.getInputStream()) {
                answer.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    @Override
    public void close() {
        open.close();
        simulator.close();
        http.close();
    }
}
