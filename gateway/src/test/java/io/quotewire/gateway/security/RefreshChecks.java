package io.quotewire.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.EventReader;
import io.quotewire.gateway.Listener;
import io.quotewire.gateway.Members;
import io.quotewire.gateway.Peer;
import io.quotewire.store.Account;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** How a login goes on, and how it ends with all that it opened. */
final class RefreshChecks {
    private static final Protection TOLD = Protection.idle("gateway.session.Sessions", "end");

    /** What ends is told within a second; the rest is for a machine that has other things to do. */
    private static final int SOON_S = 6;

    static final List<Check> ALL = List.of(
            Check.of(8, "a refresh token is stolen", RefreshChecks::theft)
                    .by("store.Logins", "isJustReplaced", true)
                    .by(TOLD),
            Check.of(8, "a refresh token is used twice at once", RefreshChecks::race)
                    .by("store.Logins", "isJustReplaced", false),
            Check.of(9, "a login goes on for ever", RefreshChecks::lifetime)
                    .by("store.LoginTimes", "expiresUs", 1L << 60),
            Check.of(10, "a logout leaves a socket open", members -> ends(members, Ending.LOGOUT))
                    .by(TOLD)
                    .by("gateway.auth.Ended", "concerns", false),
            Check.of(10, "another password leaves a socket open", members -> ends(members, Ending.PASSWORD))
                    .by(TOLD),
            Check.of(10, "a closed account leaves a socket open", members -> ends(members, Ending.CLOSED))
                    .by(TOLD));

    private enum Ending {
        LOGOUT,
        PASSWORD,
        CLOSED
    }

    private RefreshChecks() {}

    private static void theft(Members members) throws Exception {
        members.add("ada");
        String login = members.login("ada", Members.PASSWORD).body();
        String first = Members.field(login, "refresh_token");
        Listener socket = members.connect(Members.field(login, "access_token"));
        socket.next();
        String second = next(members, first);
        assertThat(next(members, first)).as("within the grace").isEqualTo(second);
        String third = next(members, second);

        assertThat(refresh(members, first).statusCode()).as("replaced twice").isEqualTo(401);
        assertThat(socket.nextWithin(SOON_S)).isEqualTo("close 4003");
        assertThat(refresh(members, third).statusCode()).as("the family").isEqualTo(401);

        String other = Members.field(members.login("ada", Members.PASSWORD).body(), "refresh_token");
        String newest = next(members, other);
        Premises.pass(Duration.ofSeconds(11));
        assertThat(refresh(members, other).statusCode()).as("after the grace").isEqualTo(401);
        assertThat(refresh(members, newest).statusCode()).isEqualTo(401);
    }

    private static void race(Members members) throws Exception {
        members.add("ada");
        String first = Members.field(members.login("ada", Members.PASSWORD).body(), "refresh_token");
        List<CompletableFuture<String>> both = List.of(
                CompletableFuture.supplyAsync(() -> nextOf(members, first)),
                CompletableFuture.supplyAsync(() -> nextOf(members, first)));
        String one = both.getFirst().join();
        assertThat(both.getLast().join()).isEqualTo(one);
        assertThat(refresh(members, one).statusCode()).isEqualTo(200);
    }

    private static void lifetime(Members members) throws Exception {
        members.add("ada");
        String idle = Members.field(members.login("ada", Members.PASSWORD).body(), "refresh_token");
        Premises.pass(Duration.ofDays(7).plusMinutes(1));
        assertThat(refresh(members, idle).statusCode()).as("idle for a week").isEqualTo(401);

        String used = Members.field(members.login("ada", Members.PASSWORD).body(), "refresh_token");
        for (int i = 0; i < 4; i++) {
            Premises.pass(Duration.ofDays(6));
            used = next(members, used);
        }
        Premises.pass(Duration.ofDays(6).plusMinutes(1));
        assertThat(refresh(members, used).statusCode()).as("a month old").isEqualTo(401);
    }

    private static void ends(Members members, Ending ending) throws Exception {
        Account ada = members.add("ada");
        String token = members.token("ada");
        String bearer = Raw.bearer(token);
        Listener socket = members.connect(token);
        socket.next();
        try (EventReader stream =
                        new EventReader(members.gateway().address(), "/v1/stream?topics=trade:okx:BTC-USDT", bearer);
                Peer dialect = Raw.connect(members).send(Peer.handshakeAt("/courses", bearer))) {
            assertThat(stream.head()).contains("200 OK");
            assertThat(dialect.readHead()).startsWith("HTTP/1.1 101 ");
            switch (ending) {
                case LOGOUT ->
                    assertThat(members.post("/v1/auth/logout", "{}", Members.bearer(token))
                                    .statusCode())
                            .isEqualTo(204);
                case PASSWORD -> members.changePassword(ada);
                case CLOSED -> members.store().accounts().setDisabled(ada.id(), true, Members.CLOCK.nowUs());
            }
            assertThat(socket.nextWithin(SOON_S)).isEqualTo("close 4003");
            assertThat(stream.rest()).contains("4003");
            assertThat(dialect.rest()).last().isEqualTo("#end");
        }
        HttpResponse<String> after =
                Members.until(() -> members.get("/v1/me", Members.bearer(token)), answer -> answer.statusCode() != 200);
        assertThat(after.statusCode()).isEqualTo(401);
        assertThat(after.body()).contains("\"code\":3003");
    }

    private static String nextOf(Members members, String token) {
        try {
            return next(members, token);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static String next(Members members, String token) throws Exception {
        HttpResponse<String> answer = refresh(members, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Members.field(answer.body(), "refresh_token");
    }

    private static HttpResponse<String> refresh(Members members, String token) throws Exception {
        return members.post("/v1/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
    }
}
