package io.quotewire.store;

import static io.quotewire.store.Given.NOW_US;
import static io.quotewire.store.Given.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway and a command line that use one embedded database at the same time. */
class ProcessesTest {
    @TempDir
    Path folder;

    @Test
    void second_whileTheFirstRuns_seesTheSameAndGoesOnWhenItEnds() throws IOException {
        try (StoreProcess first = StoreProcess.start(folder())) {
            first.ask("create by-the-first");
            try (Store second = open()) {
                account(second, "by-the-second");
                assertThat(names(second)).containsExactly("by-the-first", "by-the-second");
                assertThat(first.ask("count")).isEqualTo("2");
                second.backup(folder.resolve("backup"));
                assertThat(Files.readAllLines(folder.resolve("backup"))).hasSize(5);

                assertThat(first.ask("close")).isEqualTo("closed");

                account(second, "afterwards");
                assertThat(names(second)).containsExactly("afterwards", "by-the-first", "by-the-second");
                try (StoreProcess third = StoreProcess.start(folder())) {
                    assertThat(third.ask("count")).isEqualTo("3");
                }
            }
        }
    }

    @Test
    void second_inAnotherProcess_goesOnWhenTheFirstEnds() throws IOException {
        Store first = open();
        account(first, "by-the-first");
        try (StoreProcess second = StoreProcess.start(folder())) {
            assertThat(second.ask("count")).isEqualTo("1");
            second.ask("create by-the-second");
            assertThat(names(first)).hasSize(2);

            first.close();

            assertThat(second.ask("create afterwards")).isEqualTo("create afterwards");
            try (Store third = open()) {
                assertThat(names(third)).containsExactly("afterwards", "by-the-first", "by-the-second");
            }
            assertThat(second.ask("close")).isEqualTo("closed");
        }
    }

    @Test
    void second_whenTheFirstIsKilled_goesOn() throws IOException {
        try (StoreProcess first = StoreProcess.start(folder());
                Store second = open()) {
            first.ask("create by-the-first");
            account(second, "by-the-second");

            first.kill();

            account(second, "afterwards");
            assertThat(names(second)).containsExactly("afterwards", "by-the-first", "by-the-second");
        }
    }

    @Test
    void second_whereTheFirstLetsNobodyIn_isToldSo() throws IOException {
        try (StoreProcess _ = StoreProcess.start(folder())) {
            Files.delete(folder().resolve("accounts.door"));

            assertThatExceptionOfType(StoreUnavailable.class)
                    .isThrownBy(() -> open().close())
                    .withMessageContaining("it is in use by another process, which has to end or let others in");
        }
    }

    /** Both begin at once where nothing is: one makes the database, the other must find it made. */
    @Test
    void both_atTheSameTimeInAnEmptyFolder_useOne() throws IOException {
        List<StoreProcess> all = new ArrayList<>();
        try (Store mine = startedBeside(all)) {
            account(mine, "mine");
            assertThat(all.getFirst().ask("create theirs")).isEqualTo("create theirs");
            assertThat(names(mine)).containsExactly("mine", "theirs");
        } finally {
            all.forEach(StoreProcess::close);
        }
    }

    private Store startedBeside(List<StoreProcess> all) throws IOException {
        Thread other = Thread.ofPlatform().start(() -> {
            try {
                all.add(StoreProcess.start(folder()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        Store mine = open();
        try {
            other.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return mine;
    }

    /** What a call has done is there, at whatever moment the process dies. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void acknowledged_byAProcessThatIsKilled_isThere(long seed) throws IOException {
        List<String> acknowledged = new ArrayList<>();
        try (StoreProcess process = StoreProcess.start(folder())) {
            process.tell("flood " + seed);
            int enough = new SplittableRandom(seed).nextInt(1, 300);
            while (acknowledged.size() < enough) {
                acknowledged.add(process.answer());
            }
            process.kill();
            for (String late = process.answer(); late.startsWith("flood-"); late = process.answer()) {
                acknowledged.add(late);
            }
        }
        try (Store store = open()) {
            assertThat(acknowledged)
                    .as("seed %d", seed)
                    .allSatisfy(name -> assertThat(store.accounts().find(name)).isNotNull());
            assertThat(store.accounts().create("afterwards", Role.USER, Scope.EVERYTHING, "hash", NOW_US))
                    .isInstanceOf(Accounts.Creation.Created.class);
        }
    }

    private static List<String> names(Store store) {
        return store.accounts().list("", 1_000).stream().map(Account::name).toList();
    }

    private Path folder() {
        return folder.resolve("accounts");
    }

    private Store open() throws StoreUnavailable {
        return Store.open(new StoreConfig("", folder(), "quotewire", null, 3));
    }
}
