package io.quotewire.venue.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.MicroClock;
import io.quotewire.model.SourceReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgersTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String HOST = "data.example:443";

    @TempDir
    Path folder;

    private final TestMoments time = new TestMoments();
    private final Deque<Runnable> disk = new ArrayDeque<>();

    @Test
    void ticket_isGoodOnlyWhenTheAttemptIsOnDisk() throws IOException {
        try (Ledgers ledgers = Ledgers.open(folder, "limits", time.moments(), disk::add)) {
            Ledger ledger = binance(ledgers);
            Ticket ticket = Objects.requireNonNull(ledger.connect(time.nowUs()));
            assertThat(ticket.state(time.nowUs())).isEqualTo(Ticket.State.WAIT);
            assertThat(Files.readString(folder.resolve("limits.txt"))).doesNotContain("spent");
            disk.removeFirst().run();
            assertThat(Files.readString(folder.resolve("limits.txt"))).contains("spent connects " + time.nowUs());
            assertThat(ticket.state(time.nowUs())).isEqualTo(Ticket.State.GO);
            assertThat(ledger.connect(time.nowUs()))
                    .as("the next one in two seconds")
                    .isNull();
            time.advance(Duration.ofSeconds(11));
            assertThat(ticket.state(time.nowUs())).as("long after").isEqualTo(Ticket.State.VOID);
        }
    }

    @Test
    void ticket_whenABanCameSince_isVoid() throws IOException {
        try (Ledgers ledgers = open()) {
            Ledger ledger = binance(ledgers);
            Ticket ticket = Objects.requireNonNull(ledger.connect(time.nowUs()));
            ledger.answered(418, "", "", time.nowUs());
            assertThat(ticket.state(time.nowUs())).isEqualTo(Ticket.State.VOID);
            assertThat(ledger.call(1, time.nowUs())).isNull();
            assertThat(ledger.callDueUs(1, time.nowUs())).isEqualTo(time.nowUs() + 120_000_000);
        }
    }

    @Test
    void answer_thatNeverCame_saysNothingOfBans() {
        Ledger ledger = binance(Ledgers.inMemory(time.moments().clock()));
        ledger.scolded(time.nowUs());
        time.advance(Duration.ofSeconds(10));
        ledger.answered(0, "", "", time.nowUs());
        assertThat(ledger.banned(time.nowUs())).isFalse();
        ledger.scolded(time.nowUs());
        assertThat(ledger.bannedUntilUs()).as("the second one in a row").isEqualTo(time.nowUs() + 20_000_000);
    }

    @Test
    void connections_closedAllAtOnceForSayingTooMuch_areOneRefusal() {
        Ledger ledger = binance(Ledgers.inMemory(time.moments().clock()));
        for (int i = 0; i < 10; i++) {
            ledger.scolded(time.nowUs());
        }
        assertThat(ledger.bannedUntilUs()).isEqualTo(time.nowUs() + 10_000_000);
    }

    @Test
    void ticket_ofADiskThatHangs_isGoodAfterFiveSeconds() throws IOException {
        try (Ledgers ledgers = Ledgers.open(folder, "limits", time.moments(), disk::add)) {
            Ticket ticket = Objects.requireNonNull(binance(ledgers).connect(time.nowUs()));
            time.advance(Duration.ofMillis(4_999));
            assertThat(ticket.state(time.nowUs())).isEqualTo(Ticket.State.WAIT);
            time.advance(Duration.ofMillis(1));
            assertThat(ticket.state(time.nowUs())).isEqualTo(Ticket.State.GO);
        }
    }

    @Test
    void writes_thatComeWhileOneWaits_areOne() throws IOException {
        try (Ledgers ledgers = Ledgers.open(folder, "limits", time.moments(), disk::add)) {
            binance(ledgers).connect(time.nowUs());
            binance(ledgers).call(5, time.nowUs());
            ledgers.of("okx", "o:1", Limits.of("okx")).connect(time.nowUs());
            assertThat(disk).hasSize(1);
            disk.removeFirst().run();
            assertThat(Files.readString(folder.resolve("limits.txt")))
                    .contains("ledger binance " + HOST, "ledger okx o:1", "spent weight " + time.nowUs() + " 5");
        }
    }

    @Test
    void restart_remembersBansAttemptsWeightsAndMonths() throws IOException {
        try (Ledgers ledgers = open()) {
            binance(ledgers).connect(time.nowUs());
            binance(ledgers).call(1_200, time.nowUs());
            coingecko(ledgers).call(1, time.nowUs());
            ledgers.of("okx", "o:1", Limits.of("okx")).answered(429, "", "", time.nowUs());
        }
        time.advance(Duration.ofSeconds(1));
        try (Ledgers again = open()) {
            Ledger binance = binance(again);
            assertThat(binance.connect(time.nowUs())).isNull();
            assertThat(binance.connectDueUs(time.nowUs())).isEqualTo(time.nowUs() + 1_000_000);
            assertThat(binance.callDueUs(1, time.nowUs())).isEqualTo(time.nowUs() + 59_000_000);
            assertThat(coingecko(again).limits(time.nowUs()))
                    .contains(new SourceReport.Limit("requests_per_month", 1, 10_000));
            Ledger okx = again.of("okx", "o:1", Limits.of("okx"));
            assertThat(okx.bannedUntilUs()).isEqualTo(time.nowUs() + 9_000_000);
            time.advance(Duration.ofSeconds(9));
            okx.answered(429, "", "", time.nowUs());
            assertThat(okx.bannedUntilUs())
                    .as("the second refusal in a row, across the restart")
                    .isEqualTo(time.nowUs() + 20_000_000);
        }
    }

    /** Both are of one address, and asking would prolong it. */
    @Test
    void ban_thatADoctorHasMet_isHeededByTheGateway() throws IOException {
        try (Ledgers doctors = Ledgers.open(folder, Ledgers.DOCTOR, time.moments(), Runnable::run)) {
            binance(doctors).answered(418, "7200", "", time.nowUs());
        }
        time.advance(Duration.ofMinutes(10));
        try (Ledgers ledgers = open()) {
            ledgers.heed(folder, Ledgers.DOCTOR);
            assertThat(binance(ledgers).connect(time.nowUs())).isNull();
            assertThat(binance(ledgers).bannedUntilUs() - time.nowUs()).isEqualTo(6_600_000_000L);
            assertThat(coingecko(ledgers).banned(time.nowUs())).isFalse();
        }
        Files.writeString(folder.resolve("doctor.txt"), "nonsense");
        try (Ledgers ledgers = open()) {
            ledgers.heed(folder, Ledgers.DOCTOR);
            assertThat(binance(ledgers).banned(time.nowUs())).isFalse();
        }
    }

    @Test
    void restart_withAVenueLeftOut_keepsItsBanForLater() throws IOException {
        try (Ledgers ledgers = open()) {
            binance(ledgers).answered(418, "7200", "", time.nowUs());
        }
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMinutes(10));
            try (Ledgers without = open()) {
                without.of("okx", "o:1", Limits.of("okx")).connect(time.nowUs());
            }
        }
        try (Ledgers again = open()) {
            assertThat(binance(again).bannedUntilUs() - time.nowUs()).isEqualTo(5_400_000_000L);
        }
        time.advance(Duration.ofDays(2));
        open().close();
        assertThat(Files.readString(folder.resolve("limits.txt")))
                .as("what is over is forgotten")
                .doesNotContain("ledger");
    }

    @Test
    void restart_atAnotherAddress_isAnotherCount() throws IOException {
        try (Ledgers ledgers = open()) {
            binance(ledgers).answered(418, "", "", time.nowUs());
            assertThat(ledgers.of("binance", "127.0.0.1:1", Limits.of("binance"))
                            .banned(time.nowUs()))
                    .isFalse();
            assertThat(binance(ledgers)).isSameAs(binance(ledgers));
        }
    }

    @Test
    void wallClock_thatJumps_liftsNoBanEarly() throws IOException {
        try (Ledgers ledgers = open()) {
            binance(ledgers).answered(418, "3600", "", time.nowUs());
        }
        time.advance(Duration.ofMinutes(1));
        time.jump(Duration.ofHours(5));
        try (Ledgers again = open()) {
            assertThat(binance(again).bannedUntilUs() - time.nowUs()).isEqualTo(59 * 60_000_000L);
        }
        time.jump(Duration.ofDays(-400));
        time.reboot();
        try (Ledgers again = open()) {
            assertThat(binance(again).bannedUntilUs() - time.nowUs()).isEqualTo(59 * 60_000_000L);
        }
    }

    @Test
    void file_thatIsUnreadable_isSetAsideAndCountsAsJustUsedUp() throws IOException {
        Files.writeString(folder.resolve("limits.txt"), "quotewire-limits 1\nsaved 17");
        try (Ledgers ledgers = open()) {
            Ledger ledger = binance(ledgers);
            assertThat(ledger.connectDueUs(time.nowUs())).isEqualTo(time.nowUs() + 300_000_000);
            assertThat(ledger.callDueUs(1, time.nowUs())).isEqualTo(time.nowUs() + 60_000_000);
            assertThat(coingecko(ledgers).callDueUs(1, time.nowUs()))
                    .as("until the month ends")
                    .isGreaterThan(time.nowUs() + Duration.ofDays(1).toMillis() * 1_000);
            assertThat(folder.resolve("limits.unreadable.txt")).hasContent("quotewire-limits 1\nsaved 17");
        }
        try (Ledgers again = open()) {
            assertThat(binance(again).connectDueUs(time.nowUs()))
                    .as("nothing was written since: still no fresh start")
                    .isEqualTo(time.nowUs() + 300_000_000);
            binance(again).answered(418, "1", "", time.nowUs());
        }
        time.advance(Duration.ofMinutes(4));
        try (Ledgers again = open()) {
            assertThat(binance(again).connectDueUs(time.nowUs())).isEqualTo(time.nowUs() + 60_000_000);
        }
    }

    @Test
    void file_ofALaterVersion_isUnreadableToo() throws IOException {
        Files.writeString(folder.resolve("limits.txt"), "quotewire-limits 2\nwhatever\n");
        try (Ledgers ledgers = open()) {
            assertThat(binance(ledgers).connect(time.nowUs())).isNull();
        }
    }

    @Test
    void file_heldByAnother_isRefused() throws IOException {
        try (Ledgers ledgers = open()) {
            binance(ledgers).connect(time.nowUs());
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("in use");
            Ledgers seen = Ledgers.peek(folder, "limits", time.moments().clock());
            assertThat(binance(seen).limits(time.nowUs()))
                    .as("but may be looked at")
                    .contains(new SourceReport.Limit("connects_per_5_min", 1, 60));
        }
        open().close();
    }

    @Test
    void folder_thatCannotBeWritten_refusesTheStart() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Ledgers.open(file, "limits", time.moments(), Runnable::run))
                .isInstanceOf(IOException.class);
        Files.createDirectories(folder.resolve("d/limits.txt.tmp/full"));
        assertThatThrownBy(() -> Ledgers.open(folder.resolve("d"), "limits", time.moments(), Runnable::run))
                .isInstanceOf(IOException.class);
    }

    @Test
    void write_thatFailsLater_isCountedAndKeepsNobodyWaiting() throws IOException {
        try (Ledgers ledgers = open()) {
            Files.createDirectories(folder.resolve("limits.txt.tmp/full"));
            Ticket ticket = Objects.requireNonNull(binance(ledgers).connect(time.nowUs()));
            assertThat(ticket.state(time.nowUs())).isEqualTo(Ticket.State.GO);
            assertThat(ledgers.read())
                    .filteredOn(reading -> reading.metric() == LimitMetric.WRITE_FAILURES)
                    .singleElement()
                    .matches(reading -> reading.value() == 1);
        }
    }

    @Test
    void ledgers_ofTheRunningProcess_writeOnTheirOwnThread() throws Exception {
        MicroClock clock = MicroClock.system();
        try (Ledgers ledgers = Ledgers.open(folder, "limits", clock)) {
            Ticket ticket = Objects.requireNonNull(binance(ledgers).connect(clock.nowUs()));
            assertThat(ticket.await(LONG)).isTrue();
            assertThat(ticket.state(clock.nowUs())).isEqualTo(Ticket.State.GO);
        }
        try (Ledgers again = Ledgers.open(folder, "limits", clock)) {
            assertThat(binance(again).limits(clock.nowUs()))
                    .contains(new SourceReport.Limit("connects_per_5_min", 1, 60));
        }
    }

    @Test
    void headerOfTheVenue_counts_whatOthersBehindOurAddressHaveUsed() {
        Ledgers ledgers = Ledgers.inMemory(time.moments().clock());
        Ledger ledger = binance(ledgers);
        ledger.call(20, time.nowUs());
        ledger.answered(200, "", "4790", time.nowUs());
        time.advance(Duration.ofSeconds(1));
        assertThat(ledger.call(11, time.nowUs())).isNull();
        assertThat(ledger.call(10, time.nowUs())).isNotNull();
        ledger.answered(200, "", "-5; drop", time.nowUs());
        assertThat(ledger.limits(time.nowUs()))
                .contains(
                        new SourceReport.Limit("weight_per_minute", 30, 1_200),
                        new SourceReport.Limit("address_weight_per_minute", 4_800, 4_800));
    }

    @Test
    void connection_countsPongsAmongItsMessagesAndSubscriptionsByTheHour() {
        ConnectionPace pace = Ledgers.inMemory(time.moments().clock())
                .of("okx", "o:1", Limits.of("okx"))
                .connection();
        long nowUs = time.nowUs();
        for (int i = 0; i < 480; i++) {
            assertThat(pace.ready(nowUs)).isTrue();
            pace.subscribed(nowUs);
            pace.signalled(nowUs + 100_000);
            assertThat(pace.ready(nowUs + 449_999)).isFalse();
            nowUs += 450_000;
        }
        assertThat(pace.ready(nowUs)).as("480 in an hour").isFalse();
        assertThat(pace.limits(nowUs)).containsExactly(new SourceReport.Limit("subscriptions_per_hour", 480, 480));
        assertThat(pace.ready(time.nowUs() + 3_600_000_000L)).isTrue();
    }

    private Ledgers open() throws IOException {
        return Ledgers.open(folder, "limits", time.moments(), Runnable::run);
    }

    private static Ledger binance(Ledgers ledgers) {
        return ledgers.of("binance", HOST, Limits.of("binance"));
    }

    private static Ledger coingecko(Ledgers ledgers) {
        return ledgers.of("coingecko", "c:443", Limits.of("coingecko"));
    }
}
