package io.quotewire.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptGuardTest {
    private final HttpCounters counters = new HttpCounters(List.of());
    private final EmbeddedChannel channel = new EmbeddedChannel(new AcceptGuard(counters));

    @Test
    void acceptFailure_restsAndGoesOn() {
        channel.freezeTime();

        channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));

        assertThat(channel.isOpen()).isTrue();
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(failures()).isEqualTo(2);

        channel.advanceTimeBy(200, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        assertThat(channel.config().isAutoRead()).isTrue();
        channel.checkException();
    }

    @Test
    void acceptFailure_afterARest_restsAgain() {
        channel.freezeTime();
        channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        channel.advanceTimeBy(200, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();

        channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));

        assertThat(channel.config().isAutoRead()).isFalse();
    }

    private double failures() {
        return counters.read(0).stream()
                .filter(reading -> reading.metric() == HttpMetric.ACCEPT_FAILURES)
                .mapToDouble(reading -> reading.value())
                .sum();
    }
}
