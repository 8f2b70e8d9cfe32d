package io.quotewire.store;

import static io.quotewire.store.Given.MINUTE_US;
import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.account;
import static io.quotewire.store.Given.login;
import static io.quotewire.store.Given.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.store.Tickets.Holder;
import io.quotewire.store.Tickets.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class TicketsTest {
    private static final String HERE = "192.0.2.1";

    private final Store store;
    private final Tickets tickets;
    private final Account alice;
    private Login login;

    TicketsTest(Place place) {
        store = place.store();
        tickets = store.tickets();
        alice = account(store, "alice");
        login = login(store, alice, NOW_US).login();
    }

    @Test
    void take_once_givesWhoHasItAndNeverAgain() {
        String text = issue();

        assertThat(text).matches("[A-Za-z0-9_-]{43}");
        assertThat(tickets.take(text, HERE, NOW_US)).isEqualTo(new Taken(alice, login, null, login.expiresUs()));
        assertThat(tickets.take(text, HERE, NOW_US)).isNull();
    }

    @Test
    void take_ofAKey_givesTheKey() {
        ApiKey key = Given.key(store, alice).key();
        String text = there(tickets.issue(Holder.of(key), HERE, NOW_US, NOW_US + MINUTE_US));

        assertThat(tickets.take(text, HERE, NOW_US)).isEqualTo(new Taken(alice, null, key, 0));
    }

    @Test
    void take_sameTicketAtTheSameTime_givesItOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            String text = issue();
            List<Optional<Taken>> taken =
                    Given.together(4, () -> Optional.ofNullable(tickets.take(text, HERE, NOW_US)));

            assertThat(taken)
                    .as("round %d", round)
                    .filteredOn(Optional::isPresent)
                    .hasSize(1);
        }
    }

    @Test
    void take_fromElsewhereOrTooLate_losesIt() {
        String stolen = issue();
        assertThat(tickets.take(stolen, "198.51.100.1", NOW_US)).isNull();
        assertThat(tickets.take(stolen, HERE, NOW_US)).isNull();

        String late = issue();
        assertThat(tickets.take(late, HERE, NOW_US + MINUTE_US)).isNull();
        assertThat(tickets.take(late, HERE, NOW_US)).isNull();
    }

    /** Else a ticket would open what its login no longer may. */
    @Test
    void take_loginKeyOrAccountHasEnded_isNull() {
        ApiKey key = Given.key(store, alice).key();
        String ofLogin = issue();
        String ofKey = there(tickets.issue(Holder.of(key), HERE, NOW_US, NOW_US + MINUTE_US));
        store.logins().end(alice.id(), login.id(), NOW_US);
        store.keys().revoke(alice.id(), key.id(), NOW_US);
        assertThat(tickets.take(ofLogin, HERE, NOW_US)).isNull();
        assertThat(tickets.take(ofKey, HERE, NOW_US)).isNull();

        login = login(store, alice, NOW_US).login();
        String ofAccount = issue();
        store.accounts().setDisabled(alice.id(), true, NOW_US);
        assertThat(tickets.take(ofAccount, HERE, NOW_US)).isNull();
    }

    @Test
    void take_whatWeNeverGave_isNull() {
        issue();

        assertThat(tickets.take("", HERE, NOW_US)).isNull();
        assertThat(tickets.take("A".repeat(43), HERE, NOW_US)).isNull();
        assertThat(tickets.take("A".repeat(100_000), HERE, NOW_US)).isNull();
    }

    @Test
    void issue_beyondTheMost_losesTheOldest() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i <= Tickets.MOST; i++) {
            texts.add(there(tickets.issue(Holder.of(login), HERE, NOW_US, NOW_US + MINUTE_US + i)));
        }

        assertThat(rows()).isEqualTo(Tickets.MOST);
        assertThat(tickets.take(texts.getFirst(), HERE, NOW_US)).isNull();
        assertThat(tickets.take(texts.getLast(), HERE, NOW_US)).isNotNull();
    }

    @Test
    void issue_any_sweepsThoseThatAreOver() {
        issue();
        issue();

        tickets.issue(Holder.of(login), HERE, NOW_US + MINUTE_US, NOW_US + 2 * MINUTE_US);

        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void issue_badValues_areRefused() {
        assertThat(tickets.issue(new Holder(-1, 1, 0), HERE, NOW_US, NOW_US + 1))
                .isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tickets.issue(Holder.of(login), HERE, NOW_US, NOW_US + 11 * MINUTE_US))
                .withMessageStartingWith("ticket expiry (us) must be");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tickets.issue(Holder.of(login), "x".repeat(65), NOW_US, NOW_US + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Holder(1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Holder(1, 0, 0));
    }

    private String issue() {
        return there(tickets.issue(Holder.of(login), HERE, NOW_US, NOW_US + MINUTE_US));
    }

    private long rows() {
        return store.database()
                .read(handle -> handle.createQuery("SELECT COUNT(*) FROM ticket")
                        .mapTo(Long.class)
                        .one());
    }
}
