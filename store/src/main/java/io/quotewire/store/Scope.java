package io.quotewire.store;

import io.quotewire.model.Check;
import io.quotewire.model.Topic;
import io.quotewire.model.TopicGrant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * What an account or a key may follow, and how much at once. Immutable.
 *
 * <p>In the database each limit is a column, so that a person can read and mend it with SQL and a new one comes with a migration
 * that says its value for all who are there; the two lists are words in one column each, because nothing looks inside them.
 *
 * @param topics up to 100, each of them {@code *} for all or what {@link TopicGrant} reads; none: nothing
 * @param ratesMs at which rates, up to 16, each 0 to 60,000 ms and none twice; none: at every rate that the gateway has
 * @param connections 1 to 1,000,000 at once
 * @param topicsPerConnection 1 to 1,000,000
 * @param depth of books, in levels a side, 0 to 400
 */
public record Scope(List<String> topics, List<Integer> ratesMs, int connections, int topicsPerConnection, int depth) {
    /** Stands for every topic. */
    public static final String ALL = "*";

    /** Follows all that there is, as much as the gateway itself permits. */
    public static final Scope EVERYTHING = new Scope(List.of(ALL), List.of(), 1_000_000, 1_000_000, Topic.Kind.DEEPEST);

    private static final int MOST_TOPICS = 100;
    private static final int MOST_RATES = 16;
    private static final int SLOWEST_MS = 60_000;

    public Scope {
        topics = List.copyOf(topics);
        ratesMs = List.copyOf(ratesMs);
        Check.range("scope.topics (patterns)", topics.size(), 0, MOST_TOPICS);
        Check.range("scope.rates-ms (rates)", ratesMs.size(), 0, MOST_RATES);
        Check.range("scope.connections", connections, 1, 1_000_000);
        Check.range("scope.topics-per-connection", topicsPerConnection, 1, 1_000_000);
        Check.range("scope.depth", depth, 0, Topic.Kind.DEEPEST);
        topics.forEach(Scope::checkTopic);
        ratesMs.forEach(rate -> Check.range("scope.rates-ms", rate, 0, SLOWEST_MS));
        if (new HashSet<>(ratesMs).size() < ratesMs.size()) {
            throw new IllegalArgumentException("scope.rates-ms must name each rate once, was " + ratesMs);
        }
    }

    private static void checkTopic(String topic) {
        if (!topic.equals(ALL)) {
            try {
                TopicGrant.parse(topic);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("scope.topics: " + e.getMessage(), e);
            }
        }
    }

    static Scope read(ResultSet row) throws SQLException {
        return new Scope(
                words(row.getString("topics")),
                words(row.getString("rates_ms")).stream().map(Integer::valueOf).toList(),
                row.getInt("connections"),
                row.getInt("topics_per_connection"),
                row.getInt("depth"));
    }

    /** Under the names of the columns. */
    <S extends SqlStatement<S>> S bind(S statement) {
        return statement
                .bind("topics", String.join(" ", topics))
                .bind("rates_ms", ratesMs.stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .bind("connections", connections)
                .bind("topics_per_connection", topicsPerConnection)
                .bind("depth", depth);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }
}
