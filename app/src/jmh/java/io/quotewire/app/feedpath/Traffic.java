package io.quotewire.app.feedpath;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.venue.BookPlan;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.adapter.VenueAdapters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Recorded traffic of one channel of one venue: those pairs of a recording that adapters know. */
enum Traffic {
    BINANCE_BOOK_TICKER("binance", Channel.QUOTE, "BTC-USDT", "bookTicker/BTCUSDT_2024-08-09.jsonl.gz"),
    BINANCE_BOOK_TICKER_10("binance", Channel.QUOTE, Traffic.TEN_OF_BINANCE, "bookTicker/2021-04-05_10sym.jsonl.gz"),
    OKX_TICKERS("okx", Channel.TICKER, "BTC-USDT", "tickers/2022-05-13_3inst.jsonl"),
    BINANCE_DEPTH("binance", Channel.BOOK, Traffic.TEN_OF_BINANCE, "depth-diff/2021-04-05_10sym.jsonl.gz"),
    BINANCE_DEPTH_BTC("binance", Channel.BOOK, "BTC-USDT", "depth-diff/BTCUSDT_2024-08-08.jsonl.gz"),
    OKX_BOOKS("okx", Channel.BOOK, "ONT-USDT AUCTION-USDT FUN-BTC PAY-BTC", "books-l2-tbt/2021-07-22_10inst.jsonl.gz"),
    OKX_BOOKS_BTC("okx", Channel.BOOK, "BTC-USDT", "books/2022-05-13_3inst.jsonl.gz"),
    BYBIT_BOOK("bybit", Channel.BOOK, "BTC-USDT", "orderbook.200-spot/BTC-SOL_2026-08-09.jsonl.gz"),
    KRAKEN_BOOK("kraken", Channel.BOOK, "ETH-USD", "v2-book/ETH-USD_2026-07-07.jsonl.gz"),
    COINBASE_BOOK(
            "coinbase",
            Channel.BOOK,
            "BAND-BTC BAND-GBP NMR-EUR NU-GBP SKL-GBP SKL-USD YFI-BTC",
            "exchange-level2/2021-04-17_7prod.jsonl.gz"),
    COINBASE_BOOK_BTC("coinbase", Channel.BOOK, "BTC-USD", "exchange-level2_batch/BTC-USD_2026-07-07.jsonl.gz");

    static final String TEN_OF_BINANCE =
            "AXS-BNB BTC-AUD BTCST-USDT DENT-USDT ETH-BRL MANA-USDT NEO-USDC QTUM-ETH" + " RENBTC-ETH ZIL-USDT";

    private static final Path RECORDINGS =
            Path.of(System.getProperty("quotewire.recordings", "../shared/exchange-data"));

    /** A recording that has fewer messages is told again and again, each time later. */
    private static final int ENOUGH = 10_000;

    private static final Pattern STAMP = Pattern.compile("\"ts\":\"(\\d{13})\"");
    private static final Pattern REST_TIME = Pattern.compile("received at (\\d+) ns");
    private static final int STEP_US = 1_000;

    private final String venue;
    private final Channel channel;
    private final String instruments;
    private final String recording;

    Traffic(String venue, Channel channel, String instruments, String recording) {
        this.venue = venue;
        this.channel = channel;
        this.instruments = instruments;
        this.recording = venue + "/" + recording;
    }

    Channel channel() {
        return channel;
    }

    /** The shipped one; we ask Kraken for more levels than were asked for when it was recorded. */
    VenueAdapter adapter() {
        VenueAdapter shipped = VenueAdapters.of(venue).orElseThrow();
        return venue.equals("kraken") ? new Narrowed(shipped, 10) : shipped;
    }

    List<Listing> listings() {
        return Stream.of(instruments.split(" "))
                .map(text -> new Listing(venue, Instrument.parse(text)))
                .toList();
    }

    /** What a message is for the measurement. */
    enum Role {
        /** A state of a book over REST. */
        ANSWER,
        /** A message of the stream before all books are there, or one that is a whole book. */
        OPENING,
        /** One of those that are measured. */
        MEASURED
    }

    /** @param symbol the venue's spelling of the pair that an answer is about; empty in the stream */
    record Message(Role role, long recvUs, String symbol, String text) {}

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isOfBooks() {
        return channel == Channel.BOOK;
    }

    /** All that was received, in that order. */
    List<Message> messages() {
        List<Message> answers = answers();
        long openUs = answers.stream().mapToLong(Message::recvUs).max().orElse(0);
        List<Message> messages = new ArrayList<>(answers);
        for (Message message : stream()) {
            boolean opening = message.recvUs <= openUs || (isOfBooks() && message.text.contains("\"snapshot\""));
            messages.add(opening ? new Message(Role.OPENING, message.recvUs, "", message.text) : message);
        }
        messages.sort(Comparator.comparingLong(Message::recvUs));
        return this == OKX_TICKERS ? again(messages) : messages;
    }

    private List<Message> stream() {
        VenueAdapter adapter = adapter();
        List<String> symbols = listings().stream()
                .map(listing -> "\"" + adapter.symbol(listing.instrument()) + "\"")
                .toList();
        List<String> lines = lines(recording);
        List<Long> times = times(lines.size());
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            // Two channels of the same messages; we ask for the one that is open to all.
            String line = lines.get(i).replace("\"books-l2-tbt\"", "\"books\"");
            if (symbols.stream().anyMatch(line::contains)) {
                messages.add(new Message(Role.MEASURED, times.get(i), "", line));
            }
        }
        return messages;
    }

    /** Binance's states, which were asked for when the stream had begun. */
    private List<Message> answers() {
        VenueAdapter adapter = adapter();
        if (adapter.profile().book().start() != BookPlan.Start.REST || !isOfBooks()) {
            return List.of();
        }
        String day = recording.replaceFirst(".*?(20[^.]*)\\.jsonl\\.gz", "$1");
        List<String> index = lines("INDEX.md");
        List<Message> answers = new ArrayList<>();
        for (Listing listing : listings()) {
            String symbol = adapter.symbol(listing.instrument());
            String file = "binance/rest-depth/" + symbol + "_" + day + ".json";
            Matcher time = REST_TIME.matcher(index.stream()
                    .filter(line -> line.startsWith("| " + file + " "))
                    .findFirst()
                    .orElseThrow());
            if (!time.find()) {
                throw new IllegalStateException("no time of " + file);
            }
            answers.add(new Message(Role.ANSWER, Long.parseLong(time.group(1)) / 1_000, symbol, text(file)));
        }
        return answers;
    }

    /** The same with later stamps. */
    private static List<Message> again(List<Message> once) {
        long spanUs = once.getLast().recvUs - once.getFirst().recvUs + 500_000;
        List<Message> all = new ArrayList<>();
        for (long laterUs = 0; all.size() < ENOUGH; laterUs += spanUs / 1_000 * 1_000) {
            for (Message message : once) {
                long laterMs = laterUs / 1_000;
                String text = STAMP.matcher(message.text)
                        .replaceAll(found -> "\"ts\":\"" + (Long.parseLong(found.group(1)) + laterMs) + "\"");
                all.add(new Message(message.role, message.recvUs + laterUs, "", text));
            }
        }
        return all;
    }

    private List<Long> times(int count) {
        String file = recording.replaceFirst("\\.jsonl(\\.gz)?$", ".recv_ns.txt");
        for (String name : List.of(file, file + ".gz")) {
            if (Files.exists(RECORDINGS.resolve(name))) {
                return lines(name).stream()
                        .map(ns -> Long.parseLong(ns) / 1_000)
                        .toList();
            }
        }
        return Stream.iterate((long) STEP_US, time -> time + STEP_US)
                .limit(count)
                .toList();
    }

    private static List<String> lines(String name) {
        return text(name).lines().filter(line -> !line.isBlank()).toList();
    }

    private static String text(String name) {
        try (InputStream in = Files.newInputStream(RECORDINGS.resolve(name));
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
