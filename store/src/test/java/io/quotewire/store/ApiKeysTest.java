package io.quotewire.store;

import static io.quotewire.store.Given.DAY_US;
import static io.quotewire.store.Given.MINUTE_US;
import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.account;
import static io.quotewire.store.Given.revoked;
import static io.quotewire.store.Given.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotewire.store.ApiKeys.Creation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class ApiKeysTest {
    private final Store store;
    private final ApiKeys keys;
    private final Account alice;

    ApiKeysTest(Place place) {
        store = place.store();
        keys = store.keys();
        alice = account(store, "alice");
    }

    @Test
    void create_any_isFoundByItsTextAndKeptAsHash() {
        Creation.Created made = Given.key(store, alice);

        assertThat(made.text())
                .matches("qw_[a-z2-9]{8}_[A-Za-z0-9_-]{43}")
                .contains(made.key().prefix());
        assertThat(made.toString()).doesNotContain(made.text());
        assertThat(keys.find(made.text(), NOW_US)).isEqualTo(new ApiKeys.Valid(made.key(), alice, 0));
        assertThat(keys.list(alice.id())).containsExactly(made.key());
        assertThat(made.key().scope()).isEqualTo(Given.SCOPE);
        assertThat(hash(made.key())).isEqualTo(Tokens.hash(made.text()));
        assertThat(revoked(store)).isEmpty();
    }

    @Test
    void find_nearMiss_isNull() {
        Creation.Created made = Given.key(store, alice);
        String text = made.text();
        String other = Given.key(store, alice).text();

        assertThat(keys.find(text.substring(0, 12) + other.substring(12), NOW_US))
                .isNull();
        assertThat(keys.find(text.substring(0, 54), NOW_US)).isNull();
        assertThat(keys.find(text + "A", NOW_US)).isNull();
        assertThat(keys.find("qx" + text.substring(2), NOW_US)).isNull();
        assertThat(keys.find(text.substring(0, 11) + "-" + text.substring(12), NOW_US))
                .isNull();
        assertThat(keys.find("", NOW_US)).isNull();
        assertThat(keys.find("x".repeat(100_000), NOW_US)).isNull();
        assertThat(keys.find(text, NOW_US)).isNotNull();
    }

    @Test
    void find_over_isNull() {
        Creation.Created made =
                (Creation.Created) keys.create(alice.id(), "a bot", Given.SCOPE, NOW_US, NOW_US + DAY_US);

        assertThat(there(keys.find(made.text(), NOW_US + DAY_US - 1)).untilUs()).isEqualTo(NOW_US + DAY_US);
        assertThat(keys.find(made.text(), NOW_US + DAY_US)).isNull();
    }

    @Test
    void find_accountDisabled_isNullUntilItIsNot() {
        Creation.Created made = Given.key(store, alice);

        store.accounts().setDisabled(alice.id(), true, NOW_US);
        assertThat(keys.find(made.text(), NOW_US)).isNull();

        store.accounts().setDisabled(alice.id(), false, NOW_US);
        assertThat(keys.find(made.text(), NOW_US)).isNotNull();
    }

    @Test
    void setScope_another_isWhatItMaySeeFromNowOnAndTold() {
        Creation.Created made = Given.key(store, alice);
        Scope other = new Scope(List.of("ticker:*:*"), List.of(1_000), 1, 2, 0);

        assertThat(there(keys.setScope(alice.id(), made.key().id(), other, NOW_US))
                        .scope())
                .isEqualTo(other);

        assertThat(there(keys.find(made.text(), NOW_US)).key().scope()).isEqualTo(other);
        assertThat(revoked(store))
                .containsExactly(
                        "KEY_CHANGED " + alice.id() + " 0 " + made.key().id());
        assertThat(keys.setScope(account(store, "bob").id(), made.key().id(), other, NOW_US))
                .as("another's")
                .isNull();
        assertThat(revoked(store)).hasSize(1);
    }

    @Test
    void create_beyondTheMost_isRefused() {
        for (int i = 0; i < ApiKeys.MOST; i++) {
            Given.key(store, alice);
        }

        assertThat(keys.create(alice.id(), "one more", Given.SCOPE, NOW_US, 0))
                .isEqualTo(new Creation.TooMany(ApiKeys.MOST));
        assertThat(keys.list(alice.id())).hasSize(ApiKeys.MOST);
    }

    @Test
    void create_noAccountOrBadValues_isRefused() {
        assertThat(keys.create(-1, "a bot", Given.SCOPE, NOW_US, 0)).isEqualTo(new Creation.NoAccount());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.create(alice.id(), "", Given.SCOPE, NOW_US, 0))
                .withMessage("key name (characters) must be 1 to 64, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.create(alice.id(), "a bot", Given.SCOPE, NOW_US, NOW_US))
                .withMessageStartingWith("key expiry (us) must be " + (NOW_US + 1));
    }

    @Test
    void revoke_ownOnly_endsItAndTells() {
        Account bob = account(store, "bob");
        Creation.Created made = Given.key(store, alice);

        assertThat(keys.revoke(bob.id(), made.key().id(), NOW_US)).isFalse();
        assertThat(keys.find(made.text(), NOW_US)).isNotNull();

        assertThat(keys.revoke(alice.id(), made.key().id(), NOW_US)).isTrue();
        assertThat(keys.find(made.text(), NOW_US)).isNull();
        assertThat(revoked(store))
                .containsExactly(
                        "KEY_REVOKED " + alice.id() + " 0 " + made.key().id());
    }

    @Test
    void rotate_withOverlap_takesBothUntilItEnds() {
        Creation.Created before = Given.key(store, alice);

        Creation.Created after = there(keys.rotate(alice.id(), before.key().id(), Duration.ofDays(1), NOW_US));

        assertThat(after.text()).isNotEqualTo(before.text());
        assertThat(after.key().id()).isEqualTo(before.key().id());
        assertThat(keys.find(before.text(), NOW_US + DAY_US - 1))
                .isEqualTo(new ApiKeys.Valid(after.key(), alice, NOW_US + DAY_US));
        assertThat(keys.find(after.text(), NOW_US)).isEqualTo(new ApiKeys.Valid(after.key(), alice, 0));
        assertThat(keys.find(before.text(), NOW_US + DAY_US)).isNull();
        assertThat(keys.find(after.text(), NOW_US + DAY_US)).isNotNull();
        assertThat(revoked(store))
                .as("what is open learns until when")
                .containsExactly(
                        "KEY_ROTATED " + alice.id() + " 0 " + before.key().id());
    }

    @Test
    void rotate_withoutOverlap_endsTheOldAtOnceAndTells() {
        Creation.Created before = Given.key(store, alice);

        Creation.Created after = there(keys.rotate(alice.id(), before.key().id(), Duration.ZERO, NOW_US));

        assertThat(keys.find(before.text(), NOW_US)).isNull();
        assertThat(keys.find(after.text(), NOW_US)).isNotNull();
        assertThat(revoked(store))
                .containsExactly(
                        "KEY_ROTATED " + alice.id() + " 0 " + before.key().id());
    }

    @Test
    void rotate_ofAnotherOrTooLong_isRefused() {
        Creation.Created made = Given.key(store, alice);

        assertThat(keys.rotate(account(store, "bob").id(), made.key().id(), Duration.ZERO, NOW_US))
                .isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.rotate(alice.id(), made.key().id(), Duration.ofDays(31), NOW_US))
                .withMessageStartingWith("overlap (s) must be 0 to");
    }

    @Test
    void used_manyTimesAMinute_isWrittenOnce() {
        ApiKey key = Given.key(store, alice).key();

        keys.used(key.id(), NOW_US);
        keys.used(key.id(), NOW_US + MINUTE_US - 1);
        assertThat(keys.list(alice.id())).extracting(ApiKey::usedUs).containsExactly(NOW_US);

        keys.used(key.id(), NOW_US + MINUTE_US);
        assertThat(keys.list(alice.id())).extracting(ApiKey::usedUs).containsExactly(NOW_US + MINUTE_US);
    }

    private String hash(ApiKey key) {
        return store.database()
                .read(handle -> handle.createQuery("SELECT hash FROM api_key WHERE id = :id")
                        .bind("id", key.id())
                        .mapTo(String.class)
                        .one());
    }
}
