package io.quotewire.store;

import static io.quotewire.store.Given.DAY_US;
import static io.quotewire.store.Given.NOW_US;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.store.Audit.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class AuditTest {
    private final Store store;
    private final Audit audit;

    AuditTest(Place place) {
        store = place.store();
        audit = store.audit();
    }

    @Test
    void list_pageByPage_isNewestFirstAndWhole() {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(audit.append(entry("act " + i, NOW_US + i)));
        }

        assertThat(audit.list(0, 2))
                .containsExactly(
                        new Audit.Row(ids.get(4), entry("act 4", NOW_US + 4)),
                        new Audit.Row(ids.get(3), entry("act 3", NOW_US + 3)));
        assertThat(audit.list(ids.get(3), 10))
                .extracting(row -> row.entry().detail())
                .containsExactly("act 2", "act 1", "act 0");
    }

    /** A client that puts a line feed into its name shall not write lines of its own. */
    @Test
    void append_whatCannotBePrinted_isEscaped() {
        audit.append(new Entry("a\nb", "c\u0000d", "e\u202ef", "g\u001b[2J", "h\ud800i", NOW_US));

        assertThat(audit.list(0, 1))
                .extracting(Audit.Row::entry)
                .containsExactly(new Entry("a\\u000ab", "c\\u0000d", "e\\u202ef", "g\\u001b[2J", "h\\ud800i", NOW_US));
    }

    @Test
    void entry_longTexts_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Entry("", "", "", "", "x".repeat(2_001), NOW_US))
                .withMessage("audit.detail (characters) must be 0 to 2000, was 2001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Entry("\n".repeat(64), "", "", "", "", NOW_US))
                .withMessage("audit.actor (characters, escaped) must be 0 to 64, was 384");
    }

    @Test
    void append_beyondMostRows_losesTheOldest() {
        Audit small = new Audit(store.database(), new AuditLimits(Duration.ofDays(1), 100));
        for (int i = 0; i < 110; i++) {
            small.append(entry("act " + i, NOW_US));
        }

        List<Audit.Row> rows = small.list(0, 1_000);
        assertThat(rows).hasSize(100);
        assertThat(rows.getLast().entry().detail()).isEqualTo("act 10");
    }

    @Test
    void append_beyondTheAge_losesTheOldest() {
        Audit small = new Audit(store.database(), new AuditLimits(Duration.ofDays(2), 100));
        small.append(entry("old", NOW_US));
        small.append(entry("less old", NOW_US + 1));
        small.append(entry("new", NOW_US + 1 + 2 * DAY_US));

        assertThat(small.list(0, 10)).extracting(row -> row.entry().detail()).containsExactly("new", "less old");
    }

    @Test
    void list_badValues_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> audit.list(-1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> audit.list(0, 1_001))
                .withMessage("limit must be 1 to 1000, was 1001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AuditLimits(Duration.ofDays(1), 99))
                .withMessage("audit.rows must be 100 to 100000000, was 99");
    }

    private static Entry entry(String detail, long atUs) {
        return new Entry("account 1", "login", "account 1", "192.0.2.1", detail, atUs);
    }
}
