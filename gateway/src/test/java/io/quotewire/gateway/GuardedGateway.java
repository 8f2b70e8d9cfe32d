package io.quotewire.gateway;

import io.quotewire.gateway.auth.AuthMode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** For each test a gateway with one trade, at which nobody sees anything without an account. */
abstract class GuardedGateway {
    @TempDir
    private Path folder;

    private Members members;

    @BeforeEach
    final void open() throws Exception {
        members = new Members(folder, AuthMode.REQUIRED);
        members.gateway().trade(1);
    }

    @AfterEach
    final void close() {
        members.close();
    }

    Members members() {
        return members;
    }

    InetSocketAddress address() {
        return members.gateway().address();
    }
}
