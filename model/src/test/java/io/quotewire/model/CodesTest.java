package io.quotewire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodesTest {
    private static final Path PAGE = Path.of(System.getProperty("quotewire.root", ".."), "docs", "codes.md");

    @Test
    void errorCodes_all_areUniqueAndNamedAsTheyAreWritten() {
        assertThat(ErrorCode.values())
                .extracting(ErrorCode::code)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(ErrorCode.values())
                .allMatch(code -> code.text().equals(code.name().toLowerCase(Locale.ROOT)))
                .allMatch(code -> code.sentence().endsWith("."));
    }

    @Test
    void closeReasons_all_areUniqueAndMayBeSentInACloseFrame() {
        assertThat(CloseReason.values())
                .extracting(CloseReason::code)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(CloseReason.values()).extracting(CloseReason::text).doesNotHaveDuplicates();
        // RFC 6455: 1009 to 1013 are defined for servers, 4000 to 4999 are an application's own; a reason has 123
        // bytes.
        assertThat(CloseReason.values())
                .allMatch(reason -> (reason.code() >= 1009 && reason.code() <= 1013) || reason.code() / 1000 == 4)
                .allMatch(reason -> reason.text().length() <= 123)
                .allMatch(reason -> reason.sentence().endsWith("."));
    }

    /** {@code mvn -pl model test -Dgolden.update=true} writes the page. */
    @Test
    void codesPage_comparedWithTheEnums_isTheSame() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }

        assertThat(PAGE).content().isEqualTo(page());
    }

    private static String page() {
        String errors = Stream.of(ErrorCode.values())
                .map(code -> "| %d | `%s` | %s |\n".formatted(code.code(), code.text(), code.sentence()))
                .collect(Collectors.joining());
        String closes = Stream.of(CloseReason.values())
                .map(reason -> "| %d | %s | %s | %s |\n"
                        .formatted(
                                reason.code(), reason.text(), reason.comeBack().text(), reason.sentence()))
                .collect(Collectors.joining());
        return """
                # Codes

                Generated from the enums `ErrorCode` and `CloseReason` of module `model`; a test compares. To write it anew:
                `mvn -pl model test -Dgolden.update=true`.

                ## Errors

                Why a command was refused: in `error` messages, in the items of replies, and in REST problems.

                | Code | Error | Meaning |
                |---|---|---|
                %s
                ## Closes

                Why a WebSocket was closed, and what a client should do next.

                | Code | Reason | What next | Meaning |
                |---|---|---|---|
                %s""".formatted(errors, closes);
    }
}
