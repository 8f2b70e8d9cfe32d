package io.quotewire.gateway.dialect;

import io.quotewire.model.Catalog;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What dialects know of the world. Any thread. */
public interface Outlook {
    /** The newest update of a topic; null while there has been none. */
    @Nullable
    Update last(Topic topic);

    /** Which topics exist. */
    Catalog catalog();

    /** Existing topics with a name near a wrong one; up to three, and none where too many searches have been made. */
    List<String> near(String topic);

    /** Makes a topic flow as for a client that comes and goes at once. */
    void glanceAt(Topic topic);

    /** The time, in microseconds. */
    long nowUs();
}
