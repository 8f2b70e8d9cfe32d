package io.quotewire.lab.load.measure;

import io.quotewire.client.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads a gateway's {@code /metrics}, as far as a load test wants them.
 *
 * <p><b>Threads:</b> any but the loop: it waits for the answer.
 */
public final class ServerWatch implements AutoCloseable {
    /** Deliveries of the gateway that were replaced by newer values. */
    public static final String CONFLATED = "quotewire_gateway_deliveries_conflated_total";

    /** Deliveries of the gateway that were dropped, for whatever reason. */
    public static final String DROPPED = "quotewire_gateway_deliveries_dropped_total";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String MEMORY = "jvm_memory_used_bytes";

    private final HttpClient http;
    private final HttpRequest request;

    /**
     * Nothing is read yet.
     *
     * @param origin {@code http://host:port} or {@code https://host:port}
     * @param tls whom to believe over TLS; null for those whom Java believes
     * @param key by which that may be read, where it is an administrator's; null for none
     */
    public ServerWatch(String origin, @Nullable SSLContext tls, @Nullable AccessKey key) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(PATIENCE);
        this.http = (tls == null ? client : client.sslContext(tls)).build();
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(origin + "/metrics")).timeout(PATIENCE);
        if (key != null) {
            builder.header("X-API-Key", key.text());
        }
        this.request = builder.build();
    }

    /** The figures as they are now; unknown where the server has none, or does not answer within 5 s. */
    public ServerReading read() throws InterruptedException {
        long nowNs = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? new ServerReading(System.nanoTime(), figures(response.body()))
                    : ServerReading.unknown(nowNs);
        } catch (IOException e) {
            return ServerReading.unknown(nowNs);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    static Map<String, Double> figures(String text) {
        Map<String, Double> figures = new HashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(figures, line));
        return figures;
    }

    private static void add(Map<String, Double> figures, String line) {
        int valueAt = line.lastIndexOf(' ');
        int labelsAt = line.indexOf('{');
        if (valueAt < 0) {
            return;
        }
        String id = line.substring(0, valueAt);
        String name = labelsAt < 0 || id.startsWith(MEMORY) ? id : line.substring(0, labelsAt);
        try {
            figures.merge(name, Double.parseDouble(line.substring(valueAt + 1)), Double::sum);
        } catch (NumberFormatException e) {
            return; // Not a figure of a page that is none of ours.
        }
    }
}
