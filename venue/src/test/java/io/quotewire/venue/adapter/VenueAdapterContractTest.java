package io.quotewire.venue.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quotewire.model.Channel;
import io.quotewire.model.Instrument;
import io.quotewire.model.Listing;
import io.quotewire.venue.InstrumentList;
import io.quotewire.venue.Request;
import io.quotewire.venue.VenueAdapter;
import io.quotewire.venue.frame.MalformedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every adapter in {@link VenueAdapters#ALL} keeps; no venue has a test class of its own. With {@code
 * -Dgolden.update=true} the expected files are written anew, to be read before they are committed.
 */
class VenueAdapterContractTest {
    static final Path FIXTURES = Path.of("src/test/resources/venues");
    static final List<Instrument> INSTRUMENTS = List.of(Instrument.parse("BTC-USDT"), Instrument.parse("ETH-BTC"));

    /** A value anywhere in a frame: behind a colon, or an item of an array that is no array or object itself. */
    static final Pattern LEAF =
            Pattern.compile("(?<=[:\\[,])(\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)|-?[0-9][-+.0-9eE]*|true|false|null)");

    /** A price of Bitcoin: in these frames whatever is above 60,000 and has no more digits before the point is one. */
    static final Pattern PRICE = Pattern.compile("(?<=[:\\[,]\"|[:\\[,])6[0-9]{4}(\\.[0-9]+)?(?=\"?[,}\\]])");

    /** Nonsense wherever a value has a meaning. */
    private static final List<String> NONSENSE = List.of(
            "{}",
            "[]",
            "[[]]",
            "\"\\ud83d\"",
            "\"-1\"",
            "-1",
            "1.5",
            "\"1e999\"",
            "\"NaN\"",
            "\"7\u00e9\"",
            "\" 1\"",
            "\"1.\"");

    /** Broken JSON wherever it stands. */
    private static final List<String> BROKEN = List.of(
            "NaN",
            "-",
            "01",
            "1.",
            "+1",
            "nul",
            "tru",
            "\"\\x\"",
            "\"\\u12g4\"",
            "\"a\tb\"",
            "\"a\0b\"",
            "'1'",
            "",
            "}");

    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_handWrittenFrame_saysWhatIsExpected(VenueAdapter venue, Path frame) {
        assertGolden(frame, ".frame.json", String.join("\n", lines(venue).hear(read(frame))));
    }

    @ParameterizedTest
    @MethodSource("venues")
    void fixtures_ofEachVenue_coverEveryChannel(VenueAdapter venue) {
        Map<Channel, String> names = Map.of(
                Channel.TICKER, "ticker", Channel.QUOTE, "quote", Channel.TRADES, "trades", Channel.BOOK, "book");
        assertThat(names.keySet()).containsAll(venue.profile().channels());
        assertThat(venue.profile().channels())
                .allSatisfy(channel -> assertThat(files(venue, ".frame.json"))
                        .anyMatch(file -> name(file).startsWith(names.get(channel))));
    }

    /** Networks cut frames anywhere; half a frame is never half believed. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_frameCutAnywhere_isMalformed(VenueAdapter venue, Path frame) {
        byte[] whole = read(frame).strip().getBytes(StandardCharsets.UTF_8);
        Lines lines = lines(venue);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> lines.hear(cut)).as("cut at %d", length).isInstanceOf(MalformedFrame.class);
            assertThat(lines.lines).isEmpty();
        }
    }

    /** The buffer is reused: what an older, longer frame left behind the end must not complete a cut one. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_cutFrameWithTheRestBehindItsEnd_isMalformed(VenueAdapter venue, Path frame) {
        byte[] whole = read(frame).strip().getBytes(StandardCharsets.UTF_8);
        Lines lines = lines(venue);
        for (int length = 0; length < whole.length; length++) {
            int end = length;
            assertThatThrownBy(() -> lines.hear(whole, end))
                    .as("cut at %d", end)
                    .isInstanceOf(MalformedFrame.class);
        }
    }

    /** A value that means something is refused when it is nonsense; one that means nothing changes nothing. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_anyValueTurnedToNonsense_isMalformedOrWithoutInfluence(VenueAdapter venue, Path frame) {
        String text = read(frame).strip();
        Lines lines = lines(venue);
        List<String> usual = lines.hear(text);
        Matcher leaf = LEAF.matcher(text);
        while (leaf.find()) {
            for (String nonsense : nonsense(leaf.group())) {
                String changed = text.substring(0, leaf.start()) + nonsense + text.substring(leaf.end());
                assertThat(heardOrNothing(lines, changed))
                        .as(changed)
                        .satisfiesAnyOf(
                                heard -> assertThat(heard).isEmpty(),
                                heard -> assertThat(heard).isEqualTo(usual),
                                heard -> assertThat(sumless(heard)).isEqualTo(sumless(usual)),
                                heard -> assertThat(heard)
                                        .allMatch(line -> isNoEvent(line) || isOfAnother(line, heard, usual)));
            }
        }
    }

    /** Any number may be a checksum: only the book can tell whether it holds. */
    private static List<String> sumless(List<? extends String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("checksum=(null|\\w+\\[[^]]*])", "checksum=?"))
                .toList();
    }

    /** In these frames whatever is above 60,000 and printed as a text is a price. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_anyPriceZero_isMalformedOrWithoutInfluence(VenueAdapter venue, Path frame) {
        String text = read(frame).strip();
        Lines lines = lines(venue);
        List<String> usual = lines.hear(text);
        Matcher price = PRICE.matcher(text);
        while (usual.stream().anyMatch(line -> !isNoEvent(line)) && price.find()) {
            for (String zero : List.of("0", "0.00000000", "0E-8", "-0")) {
                String changed = text.substring(0, price.start()) + zero + text.substring(price.end());
                assertThat(heardOrNothing(lines, changed)).as(changed).isIn(List.of(), usual);
            }
        }
    }

    /** Also what is passed over must be sound. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_anyValueBroken_isMalformed(VenueAdapter venue, Path frame) {
        String text = read(frame).strip();
        Lines lines = lines(venue);
        Matcher leaf = LEAF.matcher(text);
        while (leaf.find()) {
            for (String broken : BROKEN) {
                String changed = text.substring(0, leaf.start()) + broken + text.substring(leaf.end());
                assertThatThrownBy(() -> lines.hear(changed)).as(changed).isInstanceOf(MalformedFrame.class);
            }
        }
    }

    /** Whatever bytes come, nothing but {@link MalformedFrame} is ever thrown. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_bytesChangedAtRandom_areMalformedOrDecoded(VenueAdapter venue, Path frame) {
        byte[] whole = read(frame).strip().getBytes(StandardCharsets.UTF_8);
        Lines lines = lines(venue);
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] changed = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int value = random.nextBoolean() ? random.nextInt(256) : "{}[]\":,.-e01\\".charAt(random.nextInt(13));
                changed[random.nextInt(changed.length)] = (byte) value;
            }
            try {
                lines.hear(changed);
            } catch (MalformedFrame e) {
                assertThat(e.getStackTrace()).isEmpty();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + new String(changed, StandardCharsets.UTF_8), e);
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_keysInAnotherOrderAmongUnknownOnes_saysTheSame(VenueAdapter venue, Path frame) {
        Object tree = Tree.read(read(frame));
        Lines lines = lines(venue);
        List<String> usual = lines.hear(read(frame));
        for (int seed = 0; seed < 50; seed++) {
            String scrambled = Tree.scrambled(tree, new Random(seed));
            assertThat(lines.hear(scrambled)).as("seed %d: %s", seed, scrambled).isEqualTo(usual);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_anythingBehindTheFrame_isMalformed(VenueAdapter venue, Path frame) {
        String text = read(frame).strip();
        Lines lines = lines(venue);
        assertThat(lines.hear(text + " \r\n\t")).isEqualTo(lines.hear(text));
        for (String more : List.of("x", "{}", ",", "\0", "]", "\"", "\u00a0", text)) {
            assertThatThrownBy(() -> lines.hear(text + more)).as(more).isInstanceOf(MalformedFrame.class);
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("frames")
    void decode_bombsInAnUnknownField_areMalformedOrPassedOver(VenueAdapter venue, Path frame) {
        String text = read(frame).strip();
        Lines lines = lines(venue);
        List<String> usual = lines.hear(text);
        for (String bomb : List.of(
                "[".repeat(100_000), "{\"a\":".repeat(100_000), "9".repeat(5_000), "[".repeat(40) + "]".repeat(40))) {
            String bombed = "{\"bomb\":" + bomb + "," + text.substring(1);
            assertThatThrownBy(() -> lines.hear(bombed)).isInstanceOf(MalformedFrame.class);
        }
        for (String harmless :
                List.of("\"" + "x".repeat(4 << 20) + "\"", "[".repeat(20) + "]".repeat(20), "1e400", "-0.0E-0")) {
            assertThat(lines.hear("{\"harmless\":" + harmless + "," + text.substring(1)))
                    .isEqualTo(usual);
        }
    }

    /** Each is put into a text that is passed over: overlong, a surrogate, beyond the last character, cut short. */
    @ParameterizedTest
    @MethodSource("venues")
    void decode_badUtf8InAnUnknownField_isMalformed(VenueAdapter venue) {
        Lines lines = lines(venue);
        String good = read(FIXTURES.resolve(venue.profile().venue()).resolve("ticker.frame.json"))
                .strip();
        for (String hex :
                List.of("c080", "ff", "80", "eda080", "f4908080", "c3", "e282", "f09f98", "e08080", "f0808080")) {
            String text = "{\"x\":\"#\"," + good.substring(1);
            String raw = text.replace("#", new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> lines.hear(raw.getBytes(StandardCharsets.ISO_8859_1)))
                    .as(hex)
                    .isInstanceOf(MalformedFrame.class);
        }
        assertThat(lines.hear("{\"x\":\"é € 😀\"," + good.substring(1))).isEqualTo(lines.hear(good));
    }

    @ParameterizedTest
    @MethodSource("venues")
    void decode_whatIsNoObject_isMalformed(VenueAdapter venue) {
        Lines lines = lines(venue);
        for (String text : List.of(
                "", " ", "pong", "null", "[]", "1", "\"x\"", "{", "{}", "{,}", "{\"a\"}", "{\"a\":1,}", "\ufeff{}")) {
            assertThatThrownBy(() -> lines.hear(text)).as(text).isInstanceOf(MalformedFrame.class);
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void message_forEachChannel_isAsExpected(VenueAdapter venue) {
        List<String> symbols = INSTRUMENTS.stream()
                .map(venue::symbol)
                .limit(venue.profile().symbolsPerMessage())
                .toList();
        Stream<String> messages = Stream.of(true, false)
                .flatMap(subscribe -> venue.profile().channels().stream()
                        .map(channel -> venue.message(new Request(7, subscribe, channel, symbols).at(Lines.RECV_US))));
        String actual = Stream.concat(Stream.of(venue.greeting()).filter(text -> !text.isEmpty()), messages)
                .collect(Collectors.joining("\n"));
        assertGolden(FIXTURES.resolve(venue.profile().venue()).resolve("messages.golden"), ".golden", actual);
        actual.lines().forEach(Tree::read);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("lists")
    void instruments_handWrittenList_isAsExpected(VenueAdapter venue, Path list) {
        String actual;
        try {
            InstrumentList instruments = venue.instruments(Files.readAllBytes(list));
            actual = Stream.concat(
                            instruments.spot().stream().map(Object::toString),
                            instruments.skipped().stream().map(symbol -> "SKIPPED " + symbol))
                    .collect(Collectors.joining("\n"));
        } catch (MalformedFrame e) {
            actual = "REFUSED " + e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertGolden(list, ".rest.json", actual);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("lists")
    void instruments_listCutAnywhere_isMalformed(VenueAdapter venue, Path list) {
        byte[] whole = read(list).strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> venue.instruments(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(MalformedFrame.class);
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void symbols_ofListedInstruments_roundTrip(VenueAdapter venue) throws IOException {
        Path list = FIXTURES.resolve(venue.profile().venue()).resolve("instruments.rest.json");
        assertThat(venue.instruments(Files.readAllBytes(list)).spot())
                .isNotEmpty()
                .allSatisfy(info -> {
                    assertThat(venue.symbol(info.listing().instrument())).isEqualTo(info.symbol());
                    assertThat(info.listing().venue()).isEqualTo(venue.profile().venue());
                });
    }

    @ParameterizedTest
    @MethodSource("venues")
    void registry_byName_findsTheVenue(VenueAdapter venue) {
        assertThat(VenueAdapters.of(venue.profile().venue())).contains(venue);
        assertThat(VenueAdapters.of(venue.profile().venue().toUpperCase(Locale.ROOT)))
                .isEmpty();
    }

    static Stream<VenueAdapter> venues() {
        return VenueAdapters.ALL.stream();
    }

    static Stream<Arguments> frames() {
        return venues().flatMap(venue -> files(venue, ".frame.json").stream().map(file -> arguments(venue, file)));
    }

    static Stream<Arguments> lists() {
        return venues().flatMap(venue -> files(venue, ".rest.json").stream().map(file -> arguments(venue, file)));
    }

    /** A line that no client will ever see as a price. */
    private static boolean isNoEvent(String line) {
        return Stream.of("Ticker[", "Quote[", "Trade[", "BookMessage[").noneMatch(line::startsWith);
    }

    /** A frame may tell of several listings: if the symbol of one is unknown, what it says of the others holds. */
    private static boolean isOfAnother(String line, List<? extends String> heard, List<String> usual) {
        return usual.contains(line) && heard.contains("UNKNOWN symbol");
    }

    /** Where a JSON number is meant, another one is no nonsense. */
    static List<String> nonsense(String leaf) {
        boolean number = leaf.matches("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?") && leaf.matches(".*[.eE].*");
        return NONSENSE.stream()
                .filter(nonsense -> !number || !nonsense.equals("1.5"))
                .filter(nonsense -> !number || !leaf.startsWith("-") || !nonsense.equals("-1"))
                .toList();
    }

    static List<String> heardOrNothing(Lines lines, String frame) {
        try {
            return lines.hear(frame);
        } catch (MalformedFrame e) {
            return List.of();
        }
    }

    static Lines lines(VenueAdapter venue) {
        Map<String, Listing> symbols = new HashMap<>();
        for (Instrument instrument : INSTRUMENTS) {
            symbols.put(venue.symbol(instrument), new Listing(venue.profile().venue(), instrument));
        }
        return new Lines(venue, symbols);
    }

    static void assertGolden(Path input, String suffix, String actual) {
        Path expected = input.resolveSibling(name(input).replace(suffix, "") + ".events.txt");
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(expected, actual + "\n");
            }
            assertThat(actual).isEqualTo(Files.readString(expected).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> files(VenueAdapter venue, String suffix) {
        try (Stream<Path> files = Files.list(FIXTURES.resolve(venue.profile().venue()))) {
            return files.filter(file -> name(file).endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
