package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.ExitCode;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EndingTest {
    @Test
    void replay_thatFailed_ends74() {
        Ending ending = ReplayWatch.ending(CompletableFuture.failedFuture(new IOException("cut off")));

        assertThat(Foreground.code(ending)).isEqualTo(ExitCode.INPUT);
    }

    @Test
    void replay_playedToItsEnd_ends0() {
        Ending ending = ReplayWatch.ending(CompletableFuture.completedFuture(null));

        assertThat(Foreground.code(ending)).isEqualTo(ExitCode.OK);
    }
}
