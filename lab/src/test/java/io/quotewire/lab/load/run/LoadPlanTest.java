package io.quotewire.lab.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.lab.load.link.Target;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadPlanTest {
    @Test
    void target_ofEitherScheme_isRead() {
        assertThat(Target.parse("http://127.0.0.1:8000/")).hasToString("ws://127.0.0.1:8000");
        assertThat(Target.parse("ws://h/markets/ws/?a=b").path()).isEqualTo("/markets/ws/?a=b");
        assertThat(Target.parse("ws://h").port()).isEqualTo(80);
        assertThat(Target.parse("ws://[::1]:8000").isLoopback()).isTrue();
        assertThat(Target.parse("wss://h").port()).isEqualTo(443);
        assertThat(Target.parse("https://h:8443").origin()).isEqualTo("https://h:8443");
        assertThat(Target.parse("wss://h/v1/ws").at("/x")).hasToString("wss://h:443/x");
        assertThatThrownBy(() -> Target.parse("h:1")).hasMessageContaining("ws://HOST:PORT/PATH");
    }

    @Test
    void target_isTold_withoutTheValuesOfItsQuery() {
        assertThat(Target.parse("ws://h:1/a?ticket=s3cret&b=c")).hasToString("ws://h:1/a?ticket=***&b=***");
        assertThat(Target.parse("ws://h:1/a?s3cret")).hasToString("ws://h:1/a?***");
        assertThat(Target.masked("no TLS, was wss://h/?ticket=s3cret")).isEqualTo("no TLS, was wss://h/?ticket=***");
    }

    @Test
    void target_byAnyOfThisMachinesOwnAddresses_isHere() throws Exception {
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();

        assertThat(own).isNotEmpty().allMatch(address -> new Target(address.getHostAddress(), 1, "").isLoopback());
        assertThat(new Target("192.0.2.1", 1, "").isLoopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "QUOTES ~ lost==0 ~ load.threshold on lost: quotes does not measure it, but p50, p75, p90, p95, p99, p99.9, max, mean, stddev, lateness.p99, errors, messages, rate",
                "TICKS ~ sse.p99<1s ~ load.threshold on sse.p99: ticks does not measure it, but p50, p75, p90, p95, p99, p99.9, max, mean, stddev, lateness.p99, errors, messages, rate",
                "FANOUT ~ sse.p99<1s ~ load.threshold on sse.p99: no client comes that way",
            })
    void threshold_thatIsNeverMeasured_isRefused(Profile profile, String threshold, String why) {
        assertThatThrownBy(() -> Plans.plan("ws://h", profile, 1, threshold)).hasMessage(why);
    }

    @ParameterizedTest
    @CsvSource({"FANOUT,back.99<1s", "SLOW,back.99<1s", "HERD,slow.ratio<2", "CLIENT_REPORT,connect.p99<1s"})
    void threshold_onAnotherProfilesFigure_isRefused(Profile profile, String threshold) {
        assertThatThrownBy(() -> Plans.plan("ws://h", profile, 1, threshold))
                .hasMessageContaining("does not measure it");
    }

    @Test
    void threshold_onWhatIsMeasured_isTaken() {
        Plans.plan("ws://h", Profile.HERD, 1, "back.99<1s", "lost==0", "ws.p99<1s", "connect.p99<1s");
        Plans.plan("ws://h", Profile.SLOW, 1, "slow.ratio<2");
        Plans.plan("ws://h", Profile.QUOTES, 1, "rate>=1", "p99<1s", "lateness.p99<1s");
    }

    @Test
    void mix_spreadsItsKindsEvenly() {
        Mix mix = Mix.parse("ws=80,sse=20");

        assertThat(IntStream.range(0, 1_000).filter(mix::isStream).count()).isEqualTo(200);
        assertThat(IntStream.range(0, 10).filter(mix::isStream).count()).isEqualTo(2);
        assertThat(Mix.parse("ws,sse")).isEqualTo(new Mix(1, 1));
        assertThatThrownBy(() -> Mix.parse("sio")).hasMessageContaining("ws and sse");
        assertThatThrownBy(() -> Mix.parse("ws=x")).hasMessageContaining("weights of 0 to 100");
        assertThatThrownBy(() -> Mix.parse("ws=0")).hasMessageContaining("somebody");
    }

    @Test
    void numbers_outOfRange_areNamedWithTheRange() {
        assertThatThrownBy(() -> Plans.plan("ws://h", Profile.FANOUT, 25_001))
                .hasMessage("load.clients must be 1 to 25000, was 25001");
        assertThatThrownBy(() -> Plans.plan("ws://h", Profile.FANOUT, 0)).hasMessageContaining("was 0");
    }
}
