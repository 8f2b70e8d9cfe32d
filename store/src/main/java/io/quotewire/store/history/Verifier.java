package io.quotewire.store.history;

import io.quotewire.model.Topic;
import java.util.ArrayList;
import java.util.List;

/** Looks whether all that is kept is as it was written. One thread. */
final class Verifier {
    private static final int PAGE = 50_000;

    private final History history;
    private final List<String> told = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long segments;
    private long items;

    Verifier(History history) {
        this.history = history;
    }

    Verification run() throws HistoryUnavailable {
        Works works = history.works();
        works.desk().ask(view -> {
            for (Part part : view.parts()) {
                if (part.state() == Part.State.SEALED) {
                    view.reader(part); // Which holds it against its checksums; what is altered is set aside.
                }
            }
            return true;
        });
        for (Part part : works.shelf().parts()) {
            if (part.state() == Part.State.ASIDE) {
                problems.add("segment " + part.name() + ": not as it was written, or not there");
            } else if (part.isJournalAltered()) {
                problems.add("journal " + part.name() + ": not as it was written");
            }
            segments += part.state() == Part.State.SEALED ? 1 : 0;
        }
        for (Topic topic : history.topics()) {
            if (topic.shape() == Topic.Shape.EVENT) {
                chain(topic);
            }
        }
        return new Verification(segments, items, told, problems);
    }

    private void chain(Topic topic) throws HistoryUnavailable {
        ItemRange range = ItemRange.times(0, Long.MAX_VALUE, PAGE);
        ItemPage page = history.items(topic, range);
        look(topic, page);
        for (Mark next = page.next(); next != null; next = page.next()) {
            page = history.items(topic, range.after(next));
            look(topic, page);
        }
    }

    private void look(Topic topic, ItemPage page) {
        for (Item item : page.items()) {
            if (item instanceof Item.Lost lost) {
                String text = "%s %s %d to %d: %s"
                        .formatted(
                                topic,
                                lost.epoch(),
                                lost.from(),
                                lost.to(),
                                lost.why().text());
                (lost.why() == Item.Why.WRITER ? told : problems).add(text);
            } else {
                items++;
            }
        }
    }
}
