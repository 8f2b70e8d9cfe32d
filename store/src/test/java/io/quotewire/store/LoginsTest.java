package io.quotewire.store;

import static io.quotewire.store.Given.DAY_US;
import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.SECOND_US;
import static io.quotewire.store.Given.account;
import static io.quotewire.store.Given.login;
import static io.quotewire.store.Given.revoked;
import static io.quotewire.store.Given.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Place.class)
class LoginsTest {
    private static final long GRACE_US = 10 * SECOND_US;

    private final Store store;
    private final Logins logins;
    private final Account alice;

    LoginsTest(Place place) {
        store = place.store();
        logins = store.logins();
        alice = account(store, "alice");
    }

    @Test
    void begin_passwordWasRight_isListed() {
        Logins.Begun begun = login(store, alice, NOW_US);

        Login login = begun.login();
        assertThat(login)
                .isEqualTo(new Login(
                        login.id(), alice.id(), "a browser", "192.0.2.1", NOW_US, NOW_US, NOW_US + 7 * DAY_US));
        assertThat(logins.list(alice.id(), NOW_US)).containsExactly(login);
        assertThat(begun.token()).matches("[A-Za-z0-9_-]{64}");
        assertThat(begun.toString()).doesNotContain(begun.token());
    }

    /** Hashing takes a while, in which the password that was right may have become another. */
    @Test
    void begin_accountChangedSinceItWasChecked_isRefused() {
        Account bob = account(store, "bob");
        Account carol = account(store, "carol");
        store.accounts().setPassword(alice.id(), "new", NOW_US);
        store.accounts().setDisabled(bob.id(), true, NOW_US);
        store.accounts().remove(carol.id(), NOW_US);

        assertThat(logins.begin(alice, "", "", NOW_US)).isNull();
        assertThat(logins.begin(bob, "", "", NOW_US)).isNull();
        assertThat(logins.begin(carol, "", "", NOW_US)).isNull();
    }

    @Test
    void end_byAnyTokenOfTheLogin_isForGoodAndTold() {
        Logins.Begun begun = login(store, alice, NOW_US);
        Logins.Begun other = login(store, alice, NOW_US);
        logins.renew(begun.token(), NOW_US + 1);

        assertThat(logins.end("nonsense", NOW_US)).isNull();
        assertThat(there(logins.end(begun.token(), NOW_US + 2)).id())
                .isEqualTo(begun.login().id());

        assertThat(logins.end(begun.token(), NOW_US + 3)).as("again").isNull();
        assertThat(logins.list(alice.id(), NOW_US + 3))
                .extracting(Login::id)
                .containsExactly(other.login().id());
        assertThat(revoked(store))
                .containsExactly(
                        "LOGIN_ENDED " + alice.id() + " " + begun.login().id() + " 0");
    }

    @Test
    void begin_longTexts_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logins.begin(alice, "x".repeat(201), "", NOW_US))
                .withMessage("client (characters) must be 0 to 200, was 201");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logins.begin(alice, "", "x".repeat(65), NOW_US))
                .withMessage("address (characters) must be 0 to 64, was 65");
        assertThatIllegalArgumentException().isThrownBy(() -> logins.begin(alice, "a\nb", "", NOW_US));
    }

    @Test
    void begin_beyondTheMost_endsTheOneUsedLongestAgo() {
        Logins.Begun first = login(store, alice, NOW_US);
        Logins.Begun second = login(store, alice, NOW_US + 1);
        for (int i = 2; i < Logins.MOST; i++) {
            login(store, alice, NOW_US + i);
        }
        Renewal renewed = logins.renew(first.token(), NOW_US + 1_000);
        assertThat(revoked(store)).isEmpty();

        login(store, alice, NOW_US + 2_000);

        assertThat(revoked(store))
                .containsExactly(
                        "LOGIN_ENDED " + alice.id() + " " + second.login().id() + " 0");
        assertThat(logins.list(alice.id(), NOW_US + 2_000)).hasSize(Logins.MOST);
        assertThat(logins.renew(tokenOf(renewed), NOW_US + 2_000)).isInstanceOf(Renewal.Renewed.class);
        assertThat(logins.renew(second.token(), NOW_US + 2_000)).isInstanceOf(Renewal.Revoked.class);
    }

    @Test
    void begin_comingAndGoingAllDay_leavesFewRows() {
        for (int i = 0; i < 130; i++) {
            logins.end(alice.id(), login(store, alice, NOW_US).login().id(), NOW_US);
        }

        assertThat(rows()).hasSizeLessThanOrEqualTo(101);
    }

    @Test
    void renew_newest_givesTheNextAndMovesTheEnd() {
        Logins.Begun begun = login(store, alice, NOW_US);

        Renewal renewal = logins.renew(begun.token(), NOW_US + DAY_US);

        assertThat(renewal).isInstanceOf(Renewal.Renewed.class);
        Renewal.Renewed renewed = (Renewal.Renewed) renewal;
        assertThat(renewed.account()).isEqualTo(alice);
        assertThat(renewed.login()).isEqualTo(begun.login().renewed(NOW_US + DAY_US, NOW_US + 8 * DAY_US));
        assertThat(logins.list(alice.id(), NOW_US + DAY_US)).containsExactly(renewed.login());
        assertThat(renewed.token()).isNotEqualTo(begun.token());
        assertThat(logins.renew(renewed.token(), NOW_US + DAY_US)).isInstanceOf(Renewal.Renewed.class);
        assertThat(revoked(store)).isEmpty();
        assertThat(renewed.toString()).doesNotContain(renewed.token());
    }

    @Test
    void renew_justReplaced_givesTheSameSuccessorOnceMore() {
        Logins.Begun begun = login(store, alice, NOW_US);
        String next = tokenOf(logins.renew(begun.token(), NOW_US));

        Renewal again = logins.renew(begun.token(), NOW_US + GRACE_US);

        assertThat(again).isInstanceOf(Renewal.Again.class);
        assertThat(tokenOf(again)).isEqualTo(next);
        assertThat(again.toString()).doesNotContain(next);
        assertThat(logins.renew(next, NOW_US + GRACE_US)).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void renew_replacedLongerAgo_endsTheFamily() {
        Logins.Begun begun = login(store, alice, NOW_US);
        String next = tokenOf(logins.renew(begun.token(), NOW_US));

        Renewal reused = logins.renew(begun.token(), NOW_US + GRACE_US + 1);

        assertThat(reused).isInstanceOf(Renewal.Reused.class);
        assertThat(logins.renew(next, NOW_US + GRACE_US + 1)).isInstanceOf(Renewal.Revoked.class);
        assertThat(logins.list(alice.id(), NOW_US)).isEmpty();
        assertThat(revoked(store))
                .containsExactly(
                        "LOGIN_REUSED " + alice.id() + " " + begun.login().id() + " 0");
    }

    @Test
    void renew_replacedTwice_endsTheFamilyWithinTheGraceToo() {
        Logins.Begun begun = login(store, alice, NOW_US);
        String second = tokenOf(logins.renew(begun.token(), NOW_US));
        String third = tokenOf(logins.renew(second, NOW_US));

        assertThat(logins.renew(begun.token(), NOW_US)).isInstanceOf(Renewal.Reused.class);
        assertThat(logins.renew(third, NOW_US)).isInstanceOf(Renewal.Revoked.class);
        assertThat(revoked(store))
                .containsExactly(
                        "LOGIN_REUSED " + alice.id() + " " + begun.login().id() + " 0");
    }

    @Test
    void renew_anotherSecretOfTheFamily_endsIt() {
        Logins.Begun begun = login(store, alice, NOW_US);
        Logins.Begun other = login(store, alice, NOW_US);
        String forged = begun.token().substring(0, 22) + other.token().substring(22);

        assertThat(logins.renew(forged, NOW_US)).isInstanceOf(Renewal.Reused.class);
        assertThat(logins.renew(begun.token(), NOW_US)).isInstanceOf(Renewal.Revoked.class);
        assertThat(logins.renew(other.token(), NOW_US)).isInstanceOf(Renewal.Renewed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void renew_whatWeNeverGave_isUnknown(String token) {
        login(store, alice, NOW_US);

        assertThat(logins.renew(token, NOW_US)).isEqualTo(new Renewal.Unknown());
        assertThat(revoked(store)).isEmpty();
    }

    @Test
    void renew_idleTooLong_hasExpired() {
        Logins.Begun begun = login(store, alice, NOW_US);
        String next = tokenOf(logins.renew(begun.token(), NOW_US + 7 * DAY_US - 1));

        assertThat(logins.renew(next, NOW_US + 14 * DAY_US - 1)).isInstanceOf(Renewal.Expired.class);
        assertThat(logins.renew(next, NOW_US + 14 * DAY_US - 1)).isInstanceOf(Renewal.Revoked.class);
        assertThat(revoked(store))
                .containsExactly(
                        "LOGIN_EXPIRED " + alice.id() + " " + begun.login().id() + " 0");
    }

    @Test
    void renew_againAndAgain_endsWithTheAbsoluteTime() {
        String token = login(store, alice, NOW_US).token();
        for (int day = 5; day < 30; day += 5) {
            token = tokenOf(logins.renew(token, NOW_US + day * DAY_US));
        }

        assertThat(logins.list(alice.id(), NOW_US + 30 * DAY_US - 1))
                .extracting(Login::expiresUs)
                .containsExactly(NOW_US + 30 * DAY_US);
        assertThat(logins.renew(token, NOW_US + 30 * DAY_US)).isInstanceOf(Renewal.Expired.class);
    }

    /** Two tabs of a browser renew at the same moment: neither may be put out. */
    @Test
    void renew_sameTokenAtTheSameTime_givesOneSuccessorAndOneFamily() throws Exception {
        String token = login(store, alice, NOW_US).token();
        for (int round = 0; round < 20; round++) {
            String shown = token;
            List<Renewal> renewals = Given.together(4, () -> logins.renew(shown, NOW_US));

            assertThat(renewals)
                    .as("round %d", round)
                    .filteredOn(Renewal.Renewed.class::isInstance)
                    .hasSize(1);
            assertThat(renewals).filteredOn(Renewal.Again.class::isInstance).hasSize(3);
            Set<String> tokens = renewals.stream().map(LoginsTest::tokenOf).collect(Collectors.toSet());
            assertThat(tokens).hasSize(1);
            token = tokens.iterator().next();
        }
        assertThat(logins.list(alice.id(), NOW_US)).hasSize(1);
        assertThat(revoked(store)).isEmpty();
    }

    /** Who reads the database, or a copy of it, can do nothing with what he finds. */
    @Test
    void tokens_inTheDatabase_areNowhereInPlain() {
        Logins.Begun begun = login(store, alice, NOW_US);
        String next = tokenOf(logins.renew(begun.token(), NOW_US));

        String all = String.join("\n", rows());
        for (String token : List.of(begun.token(), next)) {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            for (int[] part : new int[][] {{0, 16}, {16, 48}}) {
                byte[] secret = Arrays.copyOfRange(bytes, part[0], part[1]);
                assertThat(all)
                        .doesNotContain(HexFormat.of().formatHex(secret))
                        .doesNotContain(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
            }
        }
        assertThat(rows()).hasSize(1);
    }

    @Test
    void end_ofAnother_doesNothing() {
        Account bob = account(store, "bob");
        Login login = login(store, alice, NOW_US).login();

        assertThat(logins.end(bob.id(), login.id(), NOW_US)).isFalse();
        assertThat(logins.end(alice.id(), login.id(), NOW_US)).isTrue();
        assertThat(logins.end(alice.id(), login.id(), NOW_US)).isFalse();
        assertThat(revoked(store)).containsExactly("LOGIN_ENDED " + alice.id() + " " + login.id() + " 0");
    }

    @Test
    void endAll_any_endsThoseOfTheAccountAndTellsOnce() {
        Account bob = account(store, "bob");
        login(store, alice, NOW_US);
        login(store, alice, NOW_US);
        login(store, bob, NOW_US);

        assertThat(logins.endAll(alice.id(), NOW_US)).isEqualTo(2);
        assertThat(logins.endAll(alice.id(), NOW_US)).isZero();
        assertThat(logins.list(bob.id(), NOW_US)).hasSize(1);
        assertThat(revoked(store)).containsExactly("LOGIN_ENDED " + alice.id() + " 0 0");
    }

    @Test
    void times_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoginTimes(Duration.ofSeconds(59), Duration.ofDays(1)))
                .withMessage("login.idle (s) must be 60 to 31622400, was 59");
        assertThatIllegalArgumentException().isThrownBy(() -> new LoginTimes(Duration.ofDays(7), Duration.ofDays(6)));
    }

    /** All columns of all logins, as text. */
    private List<String> rows() {
        return store.database()
                .read(handle -> handle.createQuery("SELECT * FROM login")
                        .map((row, _) -> {
                            List<String> columns = new ArrayList<>();
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                columns.add(row.getString(i));
                            }
                            return String.valueOf(columns);
                        })
                        .list());
    }

    private static String tokenOf(Renewal renewal) {
        return switch (renewal) {
            case Renewal.Renewed renewed -> renewed.token();
            case Renewal.Again again -> again.token();
            default -> throw new AssertionError(renewal.toString());
        };
    }
}
