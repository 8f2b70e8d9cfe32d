package io.quotewire.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.model.Epoch;
import io.quotewire.model.SourceReport;
import io.quotewire.model.SourceReport.State;
import io.quotewire.model.Status;
import io.quotewire.model.Topic;
import io.quotewire.model.Update;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTopicsTest {
    private static final long START_US = 1_732_115_000_000_000L;

    private final List<Update> told = new ArrayList<>();
    private List<SourceReport> reports = List.of(report(State.CONNECTING, 0), report(State.CONNECTING, 0, "binance"));
    private final SourceTopics topics = new SourceTopics(told::add, () -> reports, Epoch.parse("m3q0jrnk"));

    @Test
    void sources_areToldAtFirst_eachInItsOwnChain() {
        topics.doWork(START_US);

        assertThat(told)
                .extracting(update -> update.head().topic())
                .containsExactly(Topic.parse("status:okx"), Topic.parse("status:binance"));
        assertThat(told).allSatisfy(update -> {
            assertThat(update.head().seq()).isEqualTo(1);
            assertThat(update.head().recvUs()).isEqualTo(START_US);
            assertThat(update.head().status()).isEqualTo(Status.LIVE);
        });
    }

    @Test
    void changeOfState_isToldAtTheNextLook_figuresLater_andNothingThatIsNotNew() {
        topics.doWork(START_US);
        told.clear();
        reports = List.of(report(State.LIVE, 0));
        topics.doWork(START_US + SourceTopics.LOOK_US - 1);
        assertThat(told).isEmpty();
        topics.doWork(START_US + SourceTopics.LOOK_US);
        assertThat(told)
                .singleElement()
                .satisfies(update -> assertThat(update.head().seq()).isEqualTo(2));

        reports = List.of(report(State.LIVE, 7));
        topics.doWork(START_US + 2 * SourceTopics.LOOK_US);
        assertThat(told).hasSize(1);
        topics.doWork(START_US + SourceTopics.LOOK_US + SourceTopics.FIGURES_US);
        assertThat(told).hasSize(2);
        topics.doWork(START_US + 10 * SourceTopics.FIGURES_US);
        assertThat(told).hasSize(2);
    }

    private static SourceReport report(State state, long messagesPerS) {
        return report(state, messagesPerS, "okx");
    }

    private static SourceReport report(State state, long messagesPerS, String source) {
        return new SourceReport(
                source,
                state,
                5,
                0,
                messagesPerS,
                -1,
                -1,
                1,
                0,
                0,
                0,
                "sequence",
                "sequence",
                List.of(),
                List.of(),
                0,
                true,
                null);
    }
}
