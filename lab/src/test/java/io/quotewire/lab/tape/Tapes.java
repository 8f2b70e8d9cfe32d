package io.quotewire.lab.tape;

import io.quotewire.lab.tape.TapeRecord.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Recordings made by hand, and what is read of them. */
final class Tapes {
    static final Map<String, String> ABOUT = Map.of("program", "test", "venues", "okx");

    private Tapes() {}

    /** The n-th frame. */
    static TapeRecord frame(int n) {
        StringBuilder text = new StringBuilder("{\"n\":" + n + ",\"noise\":\"");
        SplittableRandom random = new SplittableRandom(n);
        for (int i = 0; i < 8; i++) {
            text.append(Long.toHexString(random.nextLong()));
        }
        byte[] body = text.append("\"}").toString().getBytes(StandardCharsets.UTF_8);
        return TapeRecord.frame(1_000_000L + n, Kind.RECEIVED, "okx", 1, body);
    }

    /** A complete file of so many frames, a block for each {@code perBlock}. */
    static void write(Path file, int frames, int perBlock) throws IOException {
        TapeWriter writer = new TapeWriter(Medium.DISK, file, new TapeHeader(1_000_000, ABOUT));
        for (int n = 0; n < frames; n++) {
            writer.add(frame(n));
            if ((n + 1) % perBlock == 0) {
                writer.flush();
            }
        }
        writer.finish();
    }

    /** What can be read, as text, and what was found damaged. */
    record Heard(List<String> records, List<Damage> damages) {}

    static Heard read(Path file) throws IOException {
        List<String> records = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        try (TapeReader reader = TapeReader.open(file, damages::add)) {
            for (TapeRecord record = reader.next(); record != null; record = reader.next()) {
                records.add(text(record));
            }
        }
        return new Heard(records, damages);
    }

    static String text(TapeRecord record) {
        return record + " " + new String(record.body(), StandardCharsets.UTF_8);
    }
}
