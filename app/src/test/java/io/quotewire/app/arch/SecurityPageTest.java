package io.quotewire.app.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The checklist of {@code docs/security.md}: each row names tests that there are, or says that it is open. */
class SecurityPageTest {
    private static final Pattern ROW = Pattern.compile("^\\| ([0-9]+) \\|.*\\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT|Checks))(?:#(\\w+))?`");
    private static final Pattern CHECK = Pattern.compile("Check\\s*\\.(?:of|open)\\(([0-9]+),");

    private final String page = Checkout.read(Checkout.ROOT.resolve("docs/security.md"));

    @Test
    void rows_all_nameTestsOrSayWhatIsOpen() {
        assertThat(rows().stream().map(row -> Integer.valueOf(row.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 48).boxed().toList());
        assertThat(rows())
                .allMatch(
                        row -> NAME.matcher(row.group(2)).find() || row.group(2).matches("\\*Open\\*: .{20,}"));
    }

    @Test
    void tests_thatThePageNames_areThere() throws IOException {
        List<Path> files = Checkout.javaFiles("test");
        List<String> missing = NAME.matcher(page)
                .results()
                .filter(name -> files.stream().noneMatch(file -> has(file, name)))
                .map(MatchResult::group)
                .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void checks_all_areInTheRowOfTheirNumber() throws IOException {
        List<String> inFiles = new ArrayList<>();
        for (Path file : Checkout.javaFiles("test")) {
            String name = file.getFileName().toString().replace(".java", "");
            if (name.endsWith("Checks")) {
                CHECK.matcher(Checkout.read(file))
                        .results()
                        .map(check -> check.group(1) + " " + name)
                        .forEach(inFiles::add);
            }
        }
        List<String> onThePage = rows().stream()
                .flatMap(row -> NAME.matcher(row.group(2))
                        .results()
                        .filter(name -> name.group(1).endsWith("Checks"))
                        .map(name -> row.group(1) + " " + name.group(1)))
                .toList();
        assertThat(inFiles.stream().distinct()).containsExactlyInAnyOrderElementsOf(onThePage);
    }

    private List<MatchResult> rows() {
        return ROW.matcher(page).results().toList();
    }

    private static boolean has(Path file, MatchResult name) {
        if (!file.endsWith(name.group(1) + ".java")) {
            return false;
        }
        String method = name.group(2);
        return method == null
                || Pattern.compile("@(Test|ParameterizedTest)[^;{}]*\\bvoid " + method + "\\(", Pattern.DOTALL)
                        .matcher(Checkout.read(file))
                        .find()
                || Checkout.read(file).contains("void " + method + "(");
    }
}
