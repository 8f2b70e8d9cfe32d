package io.quotewire.store.last.redis;

import io.quotewire.model.Check;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A Redis that keeps last values, too.
 *
 * @param host name or address; empty for none
 * @param port 1 to 65,535
 * @param username of an access list; empty for the server's default user
 * @param password null where the server wants none, or it is in {@code passwordFile}
 * @param passwordFile whose first line is the password
 * @param tls whether it is spoken to by TLS, with the certificates that Java trusts
 * @param key name of the hash, 1 to 200 characters; gateways that share a Redis have one each
 * @param timeout for connecting, and for each answer; 100 ms to 10 s
 */
public record RedisConfig(
        String host,
        int port,
        String username,
        @Nullable Secret password,
        @Nullable Path passwordFile,
        boolean tls,
        String key,
        Duration timeout) {
    public static final RedisConfig NONE =
            new RedisConfig("", 6_379, "", null, null, false, "quotewire:last", Duration.ofSeconds(1));

    public RedisConfig {
        Check.range("host (characters)", host.length(), 0, 255);
        if (host.contains("/") || host.contains("@") || host.contains(" ")) {
            throw new IllegalArgumentException("host must be a name or an address, without anything else");
        }
        Check.range("port", port, 1, 65_535);
        Check.range("username (characters)", username.length(), 0, 200);
        Check.range("key (characters)", key.length(), 1, 200);
        Check.range("timeout (ms)", timeout.toMillis(), 100, 10_000);
        if (password != null && passwordFile != null) {
            throw new IllegalArgumentException("password-file must not be set where there is a password already");
        }
        if (!username.isEmpty() && password == null && passwordFile == null) {
            throw new IllegalArgumentException("username needs a password: password-file, or REDIS_PASSWORD");
        }
    }

    public boolean isOn() {
        return !host.isEmpty();
    }

    /** How it is called in logs. */
    @Override
    public String toString() {
        return "redis at " + host + ":" + port;
    }
}
