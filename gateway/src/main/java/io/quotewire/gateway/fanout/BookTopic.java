package io.quotewire.gateway.fanout;

import io.quotewire.gateway.book.BookView;
import io.quotewire.gateway.book.Mirror;
import io.quotewire.model.Epoch;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One book in full depth, and the topics that are cut from it.
 *
 * <p><b>Threads:</b> the broadcaster's.
 */
final class BookTopic {
    private final Mirror mirror;
    private final List<TopicState> views = new ArrayList<>();

    BookTopic(Topic topic, Epoch epoch) {
        this.mirror = new Mirror(topic, epoch);
    }

    /** The topic of kind {@link Topic.Kind#BOOK} from which {@code view} is cut. */
    static Topic whole(Topic view) {
        return new Topic(Topic.Kind.BOOK, view.source(), view.instrument());
    }

    void accept(Update update) {
        mirror.accept(update);
    }

    boolean isServed() {
        return mirror.isServed();
    }

    /** One of its depths, which from now on is among {@link #views}. */
    TopicState view(Topic topic, int lanes) {
        TopicState state = TopicState.of(new BookView(topic, mirror), lanes);
        views.add(state);
        return state;
    }

    List<TopicState> views() {
        return Collections.unmodifiableList(views);
    }
}
