package io.quotewire.lab.stage;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every venue that can be played. One more is a line here and a file beside it. */
public final class Stages {
    public static final List<Stage> ALL = List.of(new OkxStage(), new BinanceStage());

    private Stages() {}

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

    /** The venues' names, for messages. */
    public static String names() {
        return ALL.stream().map(stage -> stage.profile().venue()).collect(Collectors.joining(", "));
    }

    private static @Nullable Stage find(Predicate<Stage> wanted) {
        for (Stage stage : ALL) {
            if (wanted.test(stage)) {
                return stage;
            }
        }
        return null;
    }
}
