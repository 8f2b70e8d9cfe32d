package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.auth.AuthMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What accounts use is counted, and told to themselves. */
class UsageTest extends GuardedGateway {
    @Test
    void usage_ofAnAccount_isWhatItsConnectionsWereSent() throws Exception {
        members().add("ada");
        members().add("eve");
        String token = members().token("ada");
        Listener socket = members().connect(token);
        assertThat(Members.followed(socket)).contains("\"ok\":true");
        socket.next();
        members().gateway().trade(3);
        for (int i = 0; i < 3; i++) {
            socket.next();
        }
        socket.abort();

        String days = Members.until(
                () -> members().get("/v1/usage?days=1", Members.bearer(token)).body(),
                body -> body.matches(".*\"messages\":[34],.*"));

        assertThat(days)
                .contains("\"day\":\"" + LocalDate.now(ZoneOffset.UTC).getYear(), "\"connections\":1,")
                .doesNotContain("\"bytes\":0");
        assertThat(members()
                        .get("/v1/usage", Members.bearer(members().token("eve")))
                        .body())
                .isEqualTo("{\"days\":[]}");
        assertThat(members().get("/v1/usage?days=0", Members.bearer(token)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void usage_ofWhatNobodyWasSent_isNotTheAccountsThatItBecomes(@TempDir Path another) throws Exception {
        try (Members open = new Members(another, AuthMode.OPTIONAL)) {
            open.add("ada");
            String token = open.token("ada");
            open.gateway().trade(1);
            Listener socket = open.connect();
            assertThat(Members.followed(socket)).contains("\"ok\":true");
            open.gateway().trade(10);
            hear(socket, "\"seq\":11,");
            socket.send("{\"op\":\"auth\",\"id\":9,\"token\":\"" + token + "\"}");
            hear(socket, "\"op\":\"authenticated\"");
            open.gateway().trade(1);
            hear(socket, "\"seq\":12,");
            socket.abort();

            String days = Members.until(
                    () -> open.get("/v1/usage?days=1", Members.bearer(token)).body(),
                    body -> body.matches(".*\"messages\":[12],.*"));

            assertThat(days).contains("\"connections\":1,");
        }
    }

    private static void hear(Listener socket, String words) throws InterruptedException {
        String message = socket.next();
        while (!message.contains(words)) {
            message = socket.next();
        }
    }
}
