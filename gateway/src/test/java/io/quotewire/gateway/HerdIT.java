package io.quotewire.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.gateway.http.HttpConfig;
import io.quotewire.gateway.http.ListenAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody loses the connection at the same moment, and everybody is back at the next. */
class HerdIT {
    private static final int CLIENTS = 5_000;
    private static final Duration PACE = Duration.ofMillis(250);

    @Test
    void clients_thatAreAllResetAndReturnAtOnce_lackNothingAndCostTheVenuesNothing() throws Exception {
        HttpConfig http = HttpConfig.DEFAULT.withListen(List.of(new ListenAddress("127.0.0.1", 0)));
        try (BusyGateway gateway = new BusyGateway(BusyGateway.config(http), PACE);
                Herd herd = new Herd(gateway, CLIENTS)) {
            herd.connect();
            Duration first = herd.await(
                    "following",
                    CLIENTS,
                    each -> each.rule().last() >= 0 && each.rule().quotes() > 0);
            follow(gateway, herd, 4);
            int demands = gateway.demands();
            long again = gateway.metric("quotewire_gateway_resumed_messages_total", "");

            herd.reset();
            gateway.awaitMetric("quotewire_gateway_seats", "", 0);
            gateway.awaitTrades(2);
            long missed = gateway.published();
            herd.connect();
            Duration most = herd.await("back", CLIENTS * 99L / 100, each -> isBack(each, missed));
            Duration rest = herd.await("back", CLIENTS, each -> isBack(each, missed));
            follow(gateway, herd, 4);

            System.out.println("N5 verdict: of " + CLIENTS + " clients, which all came within " + first.toMillis()
                    + " ms at first, all reset and returning at once, 99 % had all they lacked after " + most.toMillis()
                    + " ms, all after " + most.plus(rest).toMillis() + " ms; told again "
                    + (gateway.metric("quotewire_gateway_resumed_messages_total", "") - again)
                    + " messages, turned away "
                    + gateway.metric("quotewire_http_refused_total", "") + ", asked of the venues "
                    + (gateway.demands() - demands) + " times");
            assertThat(herd.complaints()).isEmpty();
            assertThat(herd.members()).allSatisfy(each -> {
                assertThat(each.cuts()).isZero();
                assertThat(each.rule().lost()).isZero();
            });
            assertThat(gateway.demands()).isEqualTo(demands);
        }
    }

    /** Each has been promised that nothing is missing, and has what was made until it came back. */
    private static boolean isBack(Member member, long missed) {
        return member.rule().recovered() == 1 && member.rule().last() >= missed;
    }

    private static void follow(BusyGateway gateway, Herd herd, int trades) throws IOException {
        long until = gateway.published() + trades;
        herd.await("at " + until, herd.members().size(), each -> each.rule().last() >= until);
    }
}
