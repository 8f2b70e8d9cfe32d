package io.quotewire.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {
    /** Each row: the variables, the flag, whether it is a terminal, what comes of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TERM=xterm                           | false | true  | COLOR",
                "TERM=xterm                           | false | false | PLAIN",
                "TERM=xterm                           | true  | true  | MONO",
                "TERM=xterm NO_COLOR=1                | false | true  | MONO",
                "TERM=xterm NO_COLOR=                 | false | true  | COLOR",
                "TERM=xterm NO_COLOR=1 FORCE_COLOR=1  | false | true  | COLOR",
                "TERM=xterm FORCE_COLOR=1             | false | false | COLOR",
                "TERM=xterm FORCE_COLOR=1             | true  | false | PLAIN",
                "TERM=dumb                            | false | true  | PLAIN",
                "                                     | false | true  | PLAIN",
            })
    void choose_ofFlagVariablesAndTerminal_takesTheStrongest(
            @Nullable String variables, boolean flag, boolean terminal, Style expected) {
        assertThat(Style.choose(flag, map(variables), terminal)).isEqualTo(expected);
    }

    private static Map<String, String> map(@Nullable String variables) {
        return variables == null
                ? Map.of()
                : Arrays.stream(variables.split(" +"))
                        .map(each -> each.split("=", 2))
                        .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    }
}
