package io.quotewire.store;

import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotewire.store.backup.BackupRefused;
import io.quotewire.store.backup.BackupWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Place.class)
class BackupTest {
    @TempDir
    Path folder;

    private final Store store;

    BackupTest(Place place) {
        store = place.store();
    }

    /** Into both kinds, and out again: not a byte is another. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void restore_intoAnEmptyStore_isTheSameAndGoesOn(Place into) throws IOException {
        fill();
        Path file = backup();
        try (Store other = into.open()) {
            other.restore(file);

            Path again = folder.resolve("again");
            other.backup(again);
            assertThat(again).hasSameTextualContentAs(file);
            goesOn(other);
        }
    }

    /** Numbers go on after the highest that there ever was: that of an account that was removed is not another's. */
    private void goesOn(Store other) {
        Account removed = account(store, "removed");
        store.accounts().remove(removed.id(), NOW_US);
        Account next = account(other, "next");
        assertThat(next.id()).isGreaterThanOrEqualTo(removed.id());
        assertThat(next.id()).isGreaterThan(there(other, "gone-before").id());
        Given.login(other, next, NOW_US);
        Given.key(other, next);
        other.audit().append(entry("after"));
        assertThat(other.revocations().last()).isEqualTo(6);
        other.accounts().setScope(next.id(), Given.SCOPE, NOW_US);
        assertThat(other.revocations().after(6, 10)).extracting(Revocation::seq).containsExactly(7L);
    }

    private static Account there(Store store, String name) {
        return Given.there(store.accounts().find(name));
    }

    @Test
    void restore_logins_canStillBeRenewed() throws IOException {
        Logins.Begun begun = Given.login(store, account(store, "alice"), NOW_US);
        Path file = backup();
        try (Store other = Place.EMBEDDED.open()) {
            other.restore(file);

            assertThat(other.logins().renew(begun.token(), NOW_US)).isInstanceOf(Renewal.Renewed.class);
        }
    }

    @Test
    void backup_file_isForItsOwnerAndAlone() throws IOException {
        fill();
        Path file = backup();
        store.backup(file); // One that is there is replaced.

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThat(Files.readString(file)).startsWith("{\"format\":\"quotewire-store\",\"version\":1,\"schema\":1,");
    }

    @Test
    void backup_whereItCannotBeWritten_saysSo() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store.backup(folder.resolve("no/such/folder")));
    }

    /** What comes in while a backup is written is not in it, in no table. */
    @Test
    void backup_whileOthersWrite_isOfOneMoment() throws IOException {
        account(store, "before");
        Path file = folder.resolve("backup");
        store.database().snapshot(handle -> {
            handle.createQuery("SELECT COUNT(*) FROM account").mapTo(Long.class).one();
            Account late = account(store, "late");
            Given.key(store, late);
            store.accounts().setScope(late.id(), Given.SCOPE, NOW_US);
            BackupWriter.write(handle.getConnection(), Schema.VERSION, file);
            return file;
        });

        assertThat(Files.readAllLines(file))
                .hasSize(4) // The header, an account, the counter, the end.
                .anyMatch(line -> line.contains("before"))
                .noneMatch(line -> line.contains("late"));
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void restore_damagedAnywhere_isRefusedByLineAndChangesNothing(Damage damage) throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(backup());
        store.accounts().list("", 100).forEach(account -> store.accounts().remove(account.id(), NOW_US));
        SplittableRandom random = new SplittableRandom(7);
        Path file = folder.resolve("damaged");
        for (int i = 0; i < 60; i++) {
            int at = random.nextInt(whole.length);
            Files.write(file, damage.of(whole, at));

            assertThatExceptionOfType(BackupRefused.class)
                    .as("%s at %d", damage, at)
                    .isThrownBy(() -> store.restore(file))
                    .withMessageMatching("(?s)line [0-9]+: .*");
        }
        assertThat(store.accounts().list("", 100)).isEmpty();
    }

    enum Damage {
        CUT {
            @Override
            byte[] of(byte[] whole, int at) {
                return Arrays.copyOf(whole, at);
            }
        },
        CHANGED {
            @Override
            byte[] of(byte[] whole, int at) {
                byte[] changed = whole.clone();
                changed[at] ^= 1;
                return changed;
            }
        },
        LEFT_OUT {
            @Override
            byte[] of(byte[] whole, int at) {
                byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
                System.arraycopy(whole, at + 1, shorter, at, whole.length - at - 1);
                return shorter;
            }
        };

        abstract byte[] of(byte[] whole, int at);
    }

    @Test
    void restore_ofAnotherTime_namesTheFirstLine() throws IOException {
        refuses(
                text -> text.replace("\"version\":1", "\"version\":2"),
                "line 1: the backup is of version 2, this build");
        refuses(text -> text.replace("\"schema\":1", "\"schema\":2"), "line 1: the backup is of schema 2, this build");
        refuses(text -> text.replace("quotewire-store", "other"), "line 1: it is not that of a backup of Quotewire");
        refuses(_ -> "", "line 1: the file ends before its last line: it was cut");
        refuses(_ -> "x\n", "line 1: it is no JSON object");
        refuses(_ -> "{\"a\":" + "1".repeat(1 << 19), "line 1: it is longer than");
    }

    @Test
    void restore_linesThatNobodyWrote_areNamed() throws IOException {
        account(store, "alice");
        refuses(text -> text.replace("\"disabled\":false", "\"disabled\":0"), "line 2: a row of account needs another");
        refuses(text -> text.replace("\"role\":\"USER\",", ""), "line 2: a row of account needs another role");
        refuses(text -> text.replace("\"role\":", "\"x\":1,\"role\":"), "line 2: a row of account has no 13 values");
        refuses(
                text -> text.replace("\"table\":\"account\"", "\"table\":\"other\""),
                "line 2: there is no table other");
        refuses(text -> text + "{}\n", "line 5: something follows the last line");
        refuses(text -> text.replace("alice", "malice"), "line 4: the lines before it have the SHA-256");
    }

    private void refuses(UnaryOperator<String> change, String message) throws IOException {
        Path file = folder.resolve("changed");
        Files.writeString(file, change.apply(Files.readString(backup())), StandardCharsets.UTF_8);
        assertThatExceptionOfType(BackupRefused.class)
                .isThrownBy(() -> store.restore(file))
                .withMessageStartingWith(message);
    }

    @Test
    void restore_intoAStoreWithAnything_isRefused() throws IOException {
        Path file = backup();
        store.audit().append(entry("something"));

        assertThatExceptionOfType(BackupRefused.class)
                .isThrownBy(() -> store.restore(file))
                .withMessage("the store must be empty, has 1 rows in audit");
        assertThat(store.audit().list(0, 10)).hasSize(1);
    }

    /** The file is whole, and yet a row of it cannot be put in: then none is. */
    @Test
    void restore_thatFailsHalfWay_changesNothing() throws IOException {
        account(store, "alice");
        store.audit().append(entry("last"));
        Path file = backup();
        List<String> lines = Files.readAllLines(file);
        lines.add(lines.size() - 1, lines.get(lines.size() - 2)); // The last row's number twice.
        lines.set(lines.size() - 1, lines.getLast().replace("\"audit\":1", "\"audit\":2"));
        String before = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
        String last =
                lines.getLast().replaceFirst("\"sha256\":\"[0-9a-f]+\"", "\"sha256\":\"" + Tokens.hash(before) + "\"");
        Files.writeString(file, before + last + "\n");
        try (Store other = Place.EMBEDDED.open()) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> other.restore(file));
            assertThat(other.accounts().list("", 10)).isEmpty();

            other.restore(restorable());
            assertThat(other.accounts().list("", 10)).hasSize(1);
        }
    }

    private Path restorable() throws IOException {
        Path file = folder.resolve("restorable");
        store.backup(file);
        return file;
    }

    private Path backup() throws IOException {
        Path file = folder.resolve("backup");
        store.backup(file);
        return file;
    }

    /** Something of everything, and texts that a careless writer would break. */
    private void fill() {
        Account alice = account(store, "al\"ice \\ \u00e9\ud83d\ude00");
        Account bob = account(store, "bob");
        Account gone = account(store, "gone");
        account(store, "gone-before");
        store.accounts().setDisabled(bob.id(), true, NOW_US);
        store.accounts().setRole(alice.id(), Role.ADMIN, NOW_US);
        store.accounts().remove(gone.id(), NOW_US);
        Logins.Begun renewed = Given.login(store, alice, NOW_US);
        store.logins().renew(renewed.token(), NOW_US + 1);
        store.logins().end(alice.id(), Given.login(store, alice, NOW_US).login().id(), NOW_US);
        ApiKeys.Creation.Created key = Given.key(store, alice);
        store.keys().rotate(alice.id(), key.key().id(), Duration.ofDays(1), NOW_US);
        store.keys().revoke(alice.id(), Given.key(store, alice).key().id(), NOW_US);
        store.audit().append(entry("line\nfeed"));
        store.usage().add(List.of(new Usage.Day(alice.id(), 20_000, 1, 2, 3)));
        store.tickets().issue(Tickets.Holder.of(key.key()), "here", NOW_US, NOW_US + 1);
    }

    private static Audit.Entry entry(String detail) {
        return new Audit.Entry("alice", "tests", "all", "192.0.2.1", detail, NOW_US);
    }
}
