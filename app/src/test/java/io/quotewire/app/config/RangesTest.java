package io.quotewire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ranges that the page of settings tells are the ones that the records check. */
class RangesTest {
    private static final Pattern RANGE = Pattern.compile("(\\d+[A-Za-z]*) to (\\d+[A-Za-z]*)");

    @TempDir
    Path directory;

    private final KeyTree tree = new KeyTree(AppConfig.DEFAULT);
    private final SettingsPage page = new SettingsPage(tree);

    @Test
    void bounds_asWritten_areAcceptedAndTheNextValuesRefused() {
        List<String> wrong = new ArrayList<>();
        int ranges = 0;
        for (Setting setting : tree.settings().values()) {
            Matcher range = RANGE.matcher(page.sentence(setting));
            if (!setting.list() && !(setting.standard() instanceof String) && range.find()) {
                ranges++;
                check(setting, range.group(1), -1, wrong);
                check(setting, range.group(2), 1, wrong);
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(ranges).isGreaterThan(30);
    }

    private void check(Setting setting, String bound, int outward, List<String> wrong) {
        Object value = setting.kind().reader().apply(bound);
        if (isRefused(setting, value)) {
            wrong.add(setting.key() + " refuses " + bound);
        }
        if (!isRefused(setting, moved(value, outward))) {
            wrong.add(setting.key() + " accepts what is beyond " + bound);
        }
    }

    private static Object moved(Object value, int outward) {
        return switch (value) {
            case Integer number -> (long) number + outward;
            case Long number -> number + outward;
            // Some are checked in whole seconds.
            case Duration time when time.toMillis() % 1_000 == 0 -> time.plusSeconds(outward);
            case Duration time -> time.plusMillis(outward);
            default -> throw new AssertionError("a range of " + value.getClass());
        };
    }

    /** Also where it cannot even be read, as a negative size. */
    private boolean isRefused(Setting setting, Object value) {
        Map<String, String> variables =
                Map.of(setting.variable(), setting.kind().printer().apply(value));
        try {
            Configuration.load(new Configuration.Sources(null, directory, variables, List.of()));
            return false;
        } catch (ConfigInvalid e) {
            return e.problems().stream().anyMatch(problem -> problem.text().startsWith(setting.key() + " "));
        }
    }
}
