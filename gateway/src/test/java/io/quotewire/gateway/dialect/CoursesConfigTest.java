package io.quotewire.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotewire.model.Instrument;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoursesConfigTest {
    @Test
    void pairs_tooFewTooManyOrTwice_areRefusedByKey() {
        Instrument pair = Instrument.parse("BTC-USDT");
        List<Instrument> many = IntStream.range(0, 51)
                .mapToObj(i -> new Instrument("A" + i, "USDT"))
                .toList();

        assertThatThrownBy(() -> new CoursesConfig(List.of())).hasMessageContaining("dialects.courses.pairs");
        assertThatThrownBy(() -> new CoursesConfig(many)).hasMessageContaining("dialects.courses.pairs");
        assertThatThrownBy(() -> new CoursesConfig(List.of(pair, pair)))
                .hasMessage("dialects.courses.pairs must have each pair once, has [BTC-USDT, BTC-USDT]");
    }
}
