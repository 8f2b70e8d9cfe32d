package io.quotewire.store;

import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.account;
import static io.quotewire.store.Given.revoked;
import static io.quotewire.store.Given.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.store.Accounts.Creation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Place.class)
class AccountsTest {
    private final Store store;
    private final Accounts accounts;

    AccountsTest(Place place) {
        store = place.store();
        accounts = store.accounts();
    }

    @Test
    void create_newName_isThereAsGiven() {
        Creation creation = accounts.create("Alice", Role.ADMIN, Given.SCOPE, "$argon2id$x", NOW_US);

        assertThat(creation).isInstanceOf(Creation.Created.class);
        Account account = ((Creation.Created) creation).account();
        assertThat(account)
                .isEqualTo(new Account(account.id(), "alice", Role.ADMIN, Given.SCOPE, false, NOW_US, NOW_US));
        assertThat(accounts.find(account.id())).isEqualTo(account);
        assertThat(accounts.find("ALICE")).isEqualTo(account);
        assertThat(revoked(store)).isEmpty();
    }

    /** The columns hold what the bounds permit. */
    @Test
    void create_largestScope_isKept() {
        String topic = "candle.15m:" + "a".repeat(24) + ":" + "A".repeat(20) + "-" + "B".repeat(20);
        List<Integer> rates = IntStream.rangeClosed(60_000 - 15, 60_000).boxed().toList();
        Scope scope = new Scope(Collections.nCopies(100, topic), rates, 1_000_000, 1_000_000, 400);

        accounts.create("alice", Role.USER, scope, "h".repeat(512), NOW_US);

        assertThat(there(accounts.find("alice")).scope()).isEqualTo(scope);
    }

    @Test
    void create_nameThatDiffersInCaseOrWidthOnly_leavesTheFirstAsItWas() {
        Account first = account(store, "stra\u00dfe \u03c3\u03b1\u03c2");

        assertThat(List.of("STRASSE \u03a3\u0391\u03a3", "\uff53trasse \u03c3\u03b1\u03c3"))
                .allSatisfy(name -> assertThat(accounts.create(name, Role.ADMIN, Given.SCOPE, "other", NOW_US))
                        .isEqualTo(new Creation.NameTaken(first.name())));
        assertThat(accounts.find(first.id())).isEqualTo(first);
        assertThat(there(accounts.credential(first.name())).passwordHash()).startsWith("$argon2id$");
    }

    @Test
    void create_sameNameAtTheSameTime_makesOne() throws Exception {
        List<Creation> made =
                Given.together(6, () -> accounts.create("alice", Role.USER, Scope.EVERYTHING, "hash", NOW_US));

        assertThat(made).filteredOn(Creation.Created.class::isInstance).hasSize(1);
        assertThat(made).filteredOn(Creation.NameTaken.class::isInstance).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " alice",
                "alice ",
                "al\u0000ice",
                "al\nice",
                "al\u202eice",
                "al\ud800ice",
                "\ue000",
                "al\u00adice",
                "\u00a0alice"
            })
    void create_nameThatIsNone_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.create(name, Role.USER, Given.SCOPE, "hash", NOW_US))
                .withMessageContaining("name");
        assertThat(accounts.find(name)).isNull();
        assertThat(accounts.credential(name)).isNull();
    }

    @Test
    void create_longNameOrHash_namesTheRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.create("a".repeat(65), Role.USER, Given.SCOPE, "hash", NOW_US))
                .withMessage("name (characters) must be 1 to 64, was 65");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.create("a", Role.USER, Given.SCOPE, "h".repeat(513), NOW_US))
                .withMessage("password hash (characters) must be 1 to 512, was 513");
        assertThat(account(store, "a".repeat(64)).name()).hasSize(64);
    }

    @Test
    void credential_printed_hasNoHash() {
        account(store, "alice");

        assertThat(there(accounts.credential("alice")).passwordHash()).isEqualTo("$argon2id$alice");
        assertThat(there(accounts.credential("alice")).toString())
                .contains("alice")
                .doesNotContain("argon2id");
        assertThat(accounts.credential("bob")).isNull();
    }

    @Test
    void list_pageByPage_isByNameAndWhole() {
        List.of("carol", "alice", "dave", "bob", "b-ob", "b_ob", "\u00e9ve").forEach(name -> account(store, name));

        List<String> names = new ArrayList<>();
        List<Account> page = accounts.list("", 3);
        while (!page.isEmpty()) {
            page.forEach(account -> names.add(account.name()));
            page = accounts.list(names.getLast(), 3);
        }
        assertThat(names).containsExactly("alice", "b-ob", "b_ob", "bob", "carol", "dave", "\u00e9ve");
    }

    @Test
    void list_limitOutOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.list("", 0))
                .withMessage("limit must be 1 to 1000, was 0");
        assertThatIllegalArgumentException().isThrownBy(() -> accounts.list("", 1_001));
    }

    @Test
    void setPassword_any_endsLoginsAndTellsOnce() {
        Account alice = account(store, "alice");
        Account bob = account(store, "bob");
        Logins.Begun mine = Given.login(store, alice, NOW_US);
        Given.login(store, alice, NOW_US);
        Given.login(store, bob, NOW_US);

        assertThat(accounts.setPassword(alice.id(), "new", NOW_US)).isTrue();

        assertThat(there(accounts.credential("alice")).passwordHash()).isEqualTo("new");
        assertThat(there(accounts.find("alice")).passwordChangedUs()).isEqualTo(NOW_US + 1); // Strictly later.
        assertThat(store.logins().list(alice.id(), NOW_US)).isEmpty();
        assertThat(store.logins().list(bob.id(), NOW_US)).hasSize(1);
        assertThat(store.logins().renew(mine.token(), NOW_US)).isInstanceOf(Renewal.Revoked.class);
        assertThat(revoked(store)).containsExactly("PASSWORD_CHANGED " + alice.id() + " 0 0");
    }

    @Test
    void setDisabled_twiceAndBack_tellsOnce() {
        Account alice = account(store, "alice");
        Logins.Begun mine = Given.login(store, alice, NOW_US);

        assertThat(accounts.setDisabled(alice.id(), true, NOW_US)).isTrue();
        assertThat(accounts.setDisabled(alice.id(), true, NOW_US)).isTrue();
        assertThat(there(accounts.find("alice")).disabled()).isTrue();
        assertThat(store.logins().renew(mine.token(), NOW_US)).isInstanceOf(Renewal.Revoked.class);

        assertThat(accounts.setDisabled(alice.id(), false, NOW_US)).isTrue();
        assertThat(there(accounts.find("alice")).disabled()).isFalse();
        assertThat(store.logins().renew(mine.token(), NOW_US)).isInstanceOf(Renewal.Revoked.class);
        assertThat(revoked(store)).containsExactly("ACCOUNT_DISABLED " + alice.id() + " 0 0");
    }

    @Test
    void setScopeAndRole_any_areKeptAndTold() {
        Account alice = account(store, "alice");

        assertThat(accounts.setScope(alice.id(), Given.SCOPE, NOW_US)).isTrue();
        assertThat(accounts.setRole(alice.id(), Role.ADMIN, NOW_US)).isTrue();

        assertThat(there(accounts.find("alice")).scope()).isEqualTo(Given.SCOPE);
        assertThat(there(accounts.find("alice")).role()).isEqualTo(Role.ADMIN);
        assertThat(revoked(store))
                .containsExactly("SCOPE_CHANGED " + alice.id() + " 0 0", "ROLE_CHANGED " + alice.id() + " 0 0");
    }

    @Test
    void remove_any_takesAllThatItHad() {
        Account alice = account(store, "alice");
        Logins.Begun login = Given.login(store, alice, NOW_US);
        ApiKeys.Creation.Created key = Given.key(store, alice);
        String ticket = store.tickets().issue(Tickets.Holder.of(key.key()), "here", NOW_US, NOW_US + 1);
        store.usage().add(List.of(new Usage.Day(alice.id(), 19_000, 1, 1, 1)));

        assertThat(accounts.remove(alice.id(), NOW_US)).isTrue();

        assertThat(accounts.find("alice")).isNull();
        assertThat(store.logins().renew(login.token(), NOW_US)).isEqualTo(new Renewal.Unknown());
        assertThat(store.keys().find(key.text(), NOW_US)).isNull();
        assertThat(store.tickets().take(there(ticket), "here", NOW_US)).isNull();
        assertThat(store.usage().list(alice.id(), 0, 100_000)).isEmpty();
        assertThat(revoked(store)).containsExactly("ACCOUNT_REMOVED " + alice.id() + " 0 0");
        assertThat(account(store, "alice").id()).isGreaterThan(alice.id());
    }

    @Test
    void changes_ofAnAccountThatIsNotThere_doNothing() {
        assertThat(accounts.setPassword(-1, "hash", NOW_US)).isFalse();
        assertThat(accounts.setDisabled(-1, true, NOW_US)).isFalse();
        assertThat(accounts.setScope(-1, Given.SCOPE, NOW_US)).isFalse();
        assertThat(accounts.setRole(-1, Role.ADMIN, NOW_US)).isFalse();
        assertThat(accounts.remove(-1, NOW_US)).isFalse();
        assertThat(accounts.find(-1)).isNull();
        assertThat(revoked(store)).isEmpty();
    }
}
