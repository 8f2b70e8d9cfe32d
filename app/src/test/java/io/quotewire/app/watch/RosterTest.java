package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RosterTest {
    @Test
    void read_ofTickers_isTheirInstruments() {
        String body = """
                {"tickers":[{"type":"snapshot","topic":"ticker:best:BTC-USDT","data":{"last":"1"}},
                {"type":"snapshot","topic":"ticker:best:ETH-USDT","data":null},{"topic":"a:b"}],"next":null}""";

        assertThat(Roster.read(body)).containsExactly(Samples.BTC, Samples.ETH);
    }

    @Test
    void read_ofTooMany_stops() {
        String topics = IntStream.range(0, 1_000)
                .mapToObj(i -> "{\"topic\":\"ticker:best:X" + i + "-USDT\"}")
                .collect(Collectors.joining(","));

        assertThat(Roster.read("{\"tickers\":[" + topics + "]}")).hasSize(Roster.MOST);
    }
}
