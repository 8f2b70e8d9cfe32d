package io.quotewire.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    @Test
    void reason_ofTheJdkClientsConnectFailure_isInPlainWords() {
        ConnectException refused = new ConnectException();
        refused.initCause(new ClosedChannelException());
        ConnectException unresolved = new ConnectException();
        unresolved.initCause(new UnresolvedAddressException());

        assertThat(Reasons.of(refused)).isEqualTo("connection refused");
        assertThat(Reasons.of(unresolved)).isEqualTo("unknown host");
        assertThat(Reasons.of(new ClosedChannelException())).isEqualTo("connection closed");
        assertThat(Reasons.of(new UnknownHostException("h"))).isEqualTo("unknown host h");
    }
}
