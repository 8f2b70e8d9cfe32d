package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client as it should be, beside those that are not: it must get every trade, in order, whatever they do. */
final class Control {
    private static final Pattern TRADES =
            Pattern.compile("\\{\"type\":\"update\".*\"prev\":([0-9]+),\"seq\":([0-9]+),.*");
    private static final Pattern POSITION = Pattern.compile("\\{\"type\":\"snapshot\".*\"seq\":([0-9]+),.*");

    private final BusyGateway gateway;
    private final Listener listener;
    private long last;

    Control(BusyGateway gateway, HttpClient http) throws InterruptedException {
        this.gateway = gateway;
        listener = new Listener(http, gateway.port());
        assertThat(listener.next()).contains("\"op\":\"welcome\"");
        listener.send("{\"op\":\"subscribe\",\"topics\":[\"" + BusyGateway.TRADE + "\"]}");
        assertThat(listener.next()).contains("\"op\":\"subscribed\"");
        Matcher position = POSITION.matcher(listener.next());
        assertThat(position.matches()).isTrue();
        last = Long.parseLong(position.group(1));
    }

    /** Returns once it has got so many of the trades that are made from now on, and all before. */
    void follow(int trades) throws InterruptedException {
        long until = gateway.published() + trades;
        while (last < until) {
            String message = listener.next();
            if (!message.startsWith("{\"op\":\"heartbeat\"")) {
                Matcher update = TRADES.matcher(message);
                assertThat(update.matches()).as(message).isTrue();
                assertThat(Long.parseLong(update.group(1))).as(message).isEqualTo(last);
                last = Long.parseLong(update.group(2));
            }
        }
    }

    void leave() {
        listener.abort();
    }
}
