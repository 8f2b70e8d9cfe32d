package io.quotewire.gateway.auth;

import io.quotewire.model.Check;
import io.quotewire.model.TopicGrant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in, and how long what they are given is good.
 *
 * @param mode none: there are no accounts; optional: who likes has one; required: nobody sees the market without
 * @param registration whether anybody may make an account; else administrators do, by {@code quotewire user add}
 * @param accessLife how long an access token is good; 1 to 15 min
 * @param ticketLife how long a ticket for one connection is good; 5 s to 5 min
 * @param keyAge how long access tokens are signed with the same key; 1 h to 366 days
 * @param hashing most passwords that are hashed at the same time; 1 to 64
 * @param anonymousTopics what may be seen without an account, where that is optional: {@code *}, or such as {@code ticker:*:BTC-*}
 * @param keysFile what access tokens are signed with; null for {@code signing-keys} in the data folder
 */
public record AuthConfig(
        AuthMode mode,
        boolean registration,
        Duration accessLife,
        Duration ticketLife,
        Duration keyAge,
        int hashing,
        List<String> anonymousTopics,
        @Nullable Path keysFile) {
    public static final AuthConfig DEFAULT = new AuthConfig(
            AuthMode.NONE,
            false,
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofDays(30),
            1,
            List.of(TopicGrant.ANY),
            null);

    private static final int MOST_GRANTS = 100;

    public AuthConfig {
        anonymousTopics = List.copyOf(anonymousTopics);
        Check.range("auth.access-life (s)", accessLife.toSeconds(), 60, AccessTokens.LONGEST_LIFE.toSeconds());
        Check.range("auth.ticket-life (s)", ticketLife.toSeconds(), 5, 300);
        Check.range(
                "auth.key-age (s)",
                keyAge.toSeconds(),
                3_600,
                Duration.ofDays(366).toSeconds());
        Check.range("auth.hashing", hashing, 1, 64);
        Check.range("auth.anonymous-topics (grants)", anonymousTopics.size(), 0, MOST_GRANTS);
        for (String topic : anonymousTopics) {
            try {
                TopicGrant.parse(topic);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("auth.anonymous-topics: " + e.getMessage(), e);
            }
        }
    }

    /** Where the signing keys of a gateway are whose data is in that folder. */
    public Path keysIn(Path data) {
        return keysFile == null ? data.resolve("signing-keys") : keysFile;
    }
}
