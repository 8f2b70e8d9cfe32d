package io.quotewire.venue.adapter;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.model.MarketEvent;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.BookMessage;
import io.quotewire.venue.frame.FrameDecoder;
import io.quotewire.venue.frame.FrameSink;
import io.quotewire.venue.frame.Symbols;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message from its bytes to its event, symbol look-up included: ours against Jackson's streaming parser.
 *
 * <p>{@code hand-made} is 64 messages of the recorded shape and lengths; {@code recorded} is recorded traffic, and the
 * same as {@code hand-made} on a machine without it. Before anything is measured, both must give equal events.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark implements FrameSink {
    private static final int MESSAGES = 64;
    private static final long RECV_US = 1_767_323_045_777_000L;
    private static final Path RECORDINGS =
            Path.of(System.getProperty("quotewire.recordings", "../shared/exchange-data"));

    @Param({"okx-ticker", "binance-bookTicker"})
    private String message = "okx-ticker";

    @Param({"hand-made", "recorded"})
    private String source = "hand-made";

    private byte[][] frames = {};
    private FrameDecoder decoder = new FrameDecoder(VenueAdapters.ALL.getFirst(), new Symbols(Map.of()));
    private JacksonDecode jackson = new JacksonDecode(Map.of());
    private @Nullable MarketEvent heard;
    private int next;

    /** Builds the messages and the look-ups, and refuses to measure two decoders that differ. */
    @Setup
    public void setUp() throws IOException {
        boolean okx = message.equals("okx-ticker");
        VenueAdapter adapter = VenueAdapters.of(okx ? "okx" : "binance").orElseThrow();
        Map<String, Listing> symbols = symbols(adapter);
        decoder = new FrameDecoder(adapter, new Symbols(symbols));
        decoder.stamp(RECV_US, false);
        jackson = new JacksonDecode(symbols);
        List<String> texts = source.equals("recorded") ? recorded(okx) : List.of();
        frames = new byte[MESSAGES][];
        for (int i = 0; i < MESSAGES; i++) {
            String text = texts.isEmpty() ? handMade(okx, i) : texts.get(i % texts.size());
            frames[i] = text.getBytes(StandardCharsets.UTF_8);
        }
        for (int i = 0; i < MESSAGES; i++) {
            MarketEvent ours = ours();
            next--;
            MarketEvent theirs = jackson();
            if (ours == null || !ours.equals(theirs)) {
                throw new IllegalStateException(ours + " is not " + theirs);
            }
        }
    }

    @Benchmark
    public @Nullable MarketEvent ours() {
        byte[] frame = frames[next++ & MESSAGES - 1];
        heard = null;
        decoder.decode(frame, 0, frame.length, this);
        return heard;
    }

    @Benchmark
    public @Nullable MarketEvent jackson() {
        byte[] frame = frames[next++ & MESSAGES - 1];
        return message.equals("okx-ticker") ? jackson.okxTicker(frame, RECV_US) : jackson.binanceQuote(frame, RECV_US);
    }

    @Override
    public void event(MarketEvent event) {
        heard = event;
    }

    @Override
    public void trade(MarketEvent.Trade trade, long merged) {
        heard = trade;
    }

    @Override
    public void book(BookMessage message) {}

    @Override
    public void numbered(long number) {}

    @Override
    public void acknowledged(Channel channel, String symbol, boolean subscribed) {}

    @Override
    public void acknowledged(long requestId) {}

    @Override
    public void refused(String reason, long requestId, @Nullable Channel channel, @Nullable String symbol) {}

    @Override
    public void notice(String text, boolean closing) {}

    @Override
    public void unknown(String what) {}

    /** As many listings as a venue's usual feed has. */
    private static Map<String, Listing> symbols(VenueAdapter adapter) {
        Map<String, Listing> symbols = new HashMap<>();
        for (int i = 0; i < 75; i++) {
            Instrument instrument = Instrument.parse(i == 0 ? "BTC-USDT" : "C" + i + "-USDT");
            symbols.put(
                    adapter.symbol(instrument), new Listing(adapter.profile().venue(), instrument));
        }
        return symbols;
    }

    private static String handMade(boolean okx, int i) {
        String tenth = Integer.toString(i % 10);
        return okx ? """
                {"arg":{"channel":"tickers","instId":"BTC-USDT"},"data":[{"instType":"SPOT","instId":"BTC-USDT",\
                "last":"6400#.1","lastSz":"0.0022049#","askPx":"6400#.2","askSz":"1.4340221#","bidPx":"6400#.1",\
                "bidSz":"0.5512003#","open24h":"63860.2","high24h":"64888","low24h":"62986.9","sodUtc0":"64310.1",\
                "sodUtc8":"64777.7","volCcy24h":"1207371025.18159211#","vol24h":"13078.2243858#",\
                "ts":"17673230458#1"}]}""".replace("#", tenth) : """
                {"stream":"btcusdt@bookTicker","data":{"u":5009323921#,"s":"BTCUSDT","b":"6400#.63000000",\
                "B":"3.7882#000","a":"6400#.64000000","A":"1.5469#000"}}""".replace("#", tenth);
    }

    private static List<String> recorded(boolean okx) throws IOException {
        Path file = RECORDINGS.resolve(
                okx ? "okx/tickers/2022-05-13_3inst.jsonl" : "binance/bookTicker/BTCUSDT_2024-08-08.jsonl.gz");
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var in = Files.newInputStream(file);
                var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"BTC-USDT\"") || line.contains("\"BTCUSDT\""))
                    .limit(MESSAGES)
                    .toList();
        }
    }
}
