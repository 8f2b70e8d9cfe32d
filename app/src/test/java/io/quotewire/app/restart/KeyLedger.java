package io.quotewire.app.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody who makes API keys and revokes them until the gateway dies, and remembers what was answered.
 *
 * <p><b>Threads:</b> one at a time.
 */
final class KeyLedger {
    private static final String ACCOUNT = "{\"username\":\"ada\",\"password\":\"correct horse battery\"}";
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"?(\\d+)\"?");

    /** Far from as many as an account may have. */
    private static final int MOST = 20;

    private final Set<String> present = new TreeSet<>();
    private final Set<String> gone = new TreeSet<>();
    private String token = "";
    private int writes;

    void register(ServeProcess gateway) throws IOException {
        assertThat(post(gateway, "/v1/auth/register", ACCOUNT).statusCode()).isEqualTo(201);
        HttpResponse<String> login = post(gateway, "/v1/auth/login", ACCOUNT);
        Matcher found = TOKEN.matcher(login.body());
        assertThat(found.find()).as(login.body()).isTrue();
        token = found.group(1);
    }

    /** How many writes were answered as done. */
    int writes() {
        return writes;
    }

    /** Writes until there is no answer. */
    void writeUntilItDies(ServeProcess gateway) {
        boolean alive = true;
        while (alive) {
            try {
                create(gateway);
                if (present.size() > MOST) {
                    revoke(gateway, present.iterator().next());
                }
            } catch (IOException _) {
                alive = false;
            }
        }
    }

    private void create(ServeProcess gateway) throws IOException {
        HttpResponse<String> made = post(gateway, "/v1/keys", "{\"name\":\"bot\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        Matcher id = ID.matcher(made.body());
        assertThat(id.find()).as(made.body()).isTrue();
        present.add(id.group(1));
        writes++;
    }

    /** While nothing is answered it may be there or not. */
    private void revoke(ServeProcess gateway, String id) throws IOException {
        present.remove(id);
        HttpResponse<String> ended = gateway.send(authorized().DELETE(), "/v1/keys/" + id);
        assertThat(ended.statusCode()).as(ended.body()).isEqualTo(204);
        gone.add(id);
        writes++;
    }

    /** All that was answered is so, for the token of before, too. */
    void check(ServeProcess gateway) throws IOException {
        HttpResponse<String> answer = gateway.send(authorized(), "/v1/keys");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Set<String> listed = ID.matcher(answer.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed.containsAll(present))
                .as("%s has all of %s", listed, present)
                .isTrue();
        assertThat(listed).as("revoked").noneMatch(gone::contains);
        present.addAll(listed);
    }

    private HttpResponse<String> post(ServeProcess gateway, String path, String body) throws IOException {
        return gateway.send(
                authorized().header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)), path);
    }

    private HttpRequest.Builder authorized() {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}
