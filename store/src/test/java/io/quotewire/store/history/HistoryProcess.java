package io.quotewire.store.history;

import io.quotewire.model.Update;
import java.io.IOException;
import java.nio.file.Path;

/** Another process that writes as fast as it can until it is killed, and says up to where it knows to have written. */
final class HistoryProcess {
    private HistoryProcess() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        History.Seams seams =
                new History.Seams(History.Seams.NONE.disk(), new Scribe.Limits(2_000, 64 << 20, 1_000_000), 65_536);
        Past past = new Past(Past.TRADES, Long.parseLong(args[1]), Long.parseLong(args[2]));
        try (History history = History.open(Kept.config(Path.of(args[0])), () -> Past.START_US, topic -> true, seams)) {
            while (true) {
                for (int i = 0; i < 50; i++) {
                    Update update = past.next();
                    history.writer().on(update);
                }
                history.flush();
                System.out.println(past.seq());
            }
        }
    }
}
