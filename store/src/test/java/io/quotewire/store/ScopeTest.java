package io.quotewire.store;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void topics_thatAreNone_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topics(List.of("ticker:okx")))
                .withMessageStartingWith("scope.topics: a grant of topics is * or KIND:SOURCE:INSTRUMENT");
        assertThatIllegalArgumentException().isThrownBy(() -> topics(List.of("")));
        assertThatIllegalArgumentException().isThrownBy(() -> topics(List.of("* *")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topics(Collections.nCopies(101, "*")))
                .withMessage("scope.topics (patterns) must be 0 to 100, was 101");
    }

    @Test
    void rates_outOfRangeOrTwice_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates(List.of(60_001)))
                .withMessage("scope.rates-ms must be 0 to 60000, was 60001");
        assertThatIllegalArgumentException().isThrownBy(() -> rates(List.of(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> rates(List.of(0, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rates(IntStream.range(0, 17).boxed().toList()));
    }

    @Test
    void limits_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope(List.of(), List.of(), 0, 1, 1))
                .withMessage("scope.connections must be 1 to 1000000, was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Scope(List.of(), List.of(), 1, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope(List.of(), List.of(), 1, 1, 401))
                .withMessage("scope.depth must be 0 to 400, was 401");
    }

    private static Scope topics(List<String> topics) {
        return new Scope(topics, List.of(), 1, 1, 1);
    }

    private static Scope rates(List<Integer> rates) {
        return new Scope(List.of(), rates, 1, 1, 1);
    }
}
