package io.quotewire.lab.stage;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every venue that can be played. One more is a line here and a file beside it. */
public final class Stages {
    public static final List<Stage> ALL = List.of(
            new OkxStage(),
            new BinanceStage(),
            new KrakenStage(),
            new CoinbaseStage(),
            new CoinbaseAdvancedStage(),
            new BybitStage(),
            new GateStage());

    private Stages() {}

    /**
     * The stage of the venue with this short name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Stage of(String venue) {
        return ALL.stream()
                .filter(stage -> stage.profile().venue().equals(venue))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stage of " + venue));
    }

    /** The stage whose venue is reached at {@code host}, or null. */
    public static @Nullable Stage byHost(String host) {
        return find(stage -> stage.profile().hosts().contains(host));
    }

    /** The stage whose recordings lie in a folder named {@code folder}, or null. */
    public static @Nullable Stage byFolder(String folder) {
        return find(stage -> stage.profile().folders().contains(folder));
    }

    /** The stage that knows {@code frame} as one of its own, or null. */
    public static @Nullable Stage byFrame(byte[] frame) {
        return find(stage -> stage.key(frame) != null);
    }

    /** Those whose recordings can be read. */
    public static List<Stage> recorded() {
        return ALL.stream()
                .filter(stage -> !stage.profile().folders().isEmpty())
                .toList();
    }

    /** The names of venues whose recordings can be read, for messages. */
    public static String names() {
        return recorded().stream().map(stage -> stage.profile().venue()).collect(Collectors.joining(", "));
    }

    private static @Nullable Stage find(Predicate<Stage> wanted) {
        for (Stage stage : recorded()) {
            if (wanted.test(stage)) {
                return stage;
            }
        }
        return null;
    }
}
