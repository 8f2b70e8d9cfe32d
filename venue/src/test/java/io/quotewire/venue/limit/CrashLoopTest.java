package io.quotewire.venue.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service manager that starts a process which ends two seconds later, a hundred times. */
class CrashLoopTest {
    private static final int CRASHES = 100;
    private static final Duration LIFE = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofMillis(20);

    @TempDir
    Path folder;

    private final TestMoments time = new TestMoments();
    private final List<Spent> connects = new ArrayList<>();
    private final List<Spent> calls = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"binance", "okx", "bybit", "kraken", "coinbase", "coinbase-advanced", "gate", "bitstamp"})
    void crashLoop_ofAnyVenue_keepsToEachLimit(String venue) throws IOException {
        Limits limits = Limits.of(venue);
        for (int i = 0; i < CRASHES; i++) {
            Ledgers ledgers = Ledgers.open(folder, "limits", time.moments(), Runnable::run);
            live(ledgers.of(venue, "h:443", limits));
            ledgers.close(); // Lets go of the lock, as the end of a process does; it writes nothing.
        }

        limits.connects()
                .forEach(rate -> assertThat(most(connects, rate)).as("%s", rate).isLessThanOrEqualTo(rate.most()));
        limits.requests()
                .forEach(rate -> assertThat(most(calls, rate)).as("%s", rate).isLessThanOrEqualTo(rate.most()));
        limits.weight()
                .forEach(rate ->
                        assertThat(most(calls, rate) * 250).as("%s", rate).isLessThanOrEqualTo(rate.most()));
        assertThat(connects).as("and it does connect").hasSizeGreaterThan(30);
    }

    /** The same without the file: that is what it is for. */
    @Test
    void crashLoop_withoutMemory_wouldBreakThem() throws IOException {
        Limits limits = Limits.of("binance");
        for (int i = 0; i < CRASHES; i++) {
            try (Ledgers forgetful = Ledgers.inMemory(time.moments().clock())) {
                live(forgetful.of("binance", "h:443", limits));
            }
        }

        assertThat(most(connects, Rate.parse("60 per 5m"))).isGreaterThan(60);
    }

    @Test
    void crashLoop_ofABannedProcess_asksNothingBeforeTheBanEnds() throws IOException {
        Limits limits = Limits.of("binance");
        try (Ledgers ledgers = Ledgers.open(folder, "limits", time.moments(), Runnable::run)) {
            ledgers.of("binance", "h:443", limits).answered(418, "150", "", time.nowUs());
        }
        long untilUs = time.nowUs() + 150_000_000;
        for (int i = 0; i < CRASHES; i++) {
            try (Ledgers ledgers = Ledgers.open(folder, "limits", time.moments(), Runnable::run)) {
                live(ledgers.of("binance", "h:443", limits));
            }
        }

        assertThat(connects).isNotEmpty().allMatch(one -> one.atUs() >= untilUs);
        assertThat(calls).isNotEmpty().allMatch(one -> one.atUs() >= untilUs);
    }

    /** Connects and asks as often as it may, as one whose attempts all fail. */
    private void live(Ledger ledger) {
        long endUs = time.nowUs() + LIFE.toNanos() / 1_000;
        Ticket connect = null;
        Ticket call = null;
        while (time.nowUs() < endUs) {
            connect = used(connect == null ? ledger.connect(time.nowUs()) : connect, connects);
            call = used(call == null ? ledger.call(250, time.nowUs()) : call, calls);
            time.advance(TICK);
        }
    }

    private @Nullable Ticket used(@Nullable Ticket ticket, List<Spent> went) {
        if (ticket == null || ticket.state(time.nowUs()) == Ticket.State.WAIT) {
            return ticket;
        }
        if (ticket.state(time.nowUs()) == Ticket.State.GO) {
            went.add(new Spent(time.nowUs(), 1));
        }
        return null;
    }

    /** How many the fullest window of the rate holds. */
    private static long most(List<Spent> went, Rate rate) {
        return went.stream()
                .mapToLong(last -> went.stream()
                        .filter(one -> one.atUs() <= last.atUs() && one.atUs() > last.atUs() - rate.windowUs())
                        .count())
                .max()
                .orElse(0);
    }
}
