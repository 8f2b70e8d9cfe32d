package io.quotewire.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.launcher.Machine.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script {@code quotewire} on a machine of which nothing is real but the shell and its tools. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class LauncherTest {
    private static final String BUILDING = "quotewire: building (first run or sources changed)…";

    @TempDir
    private Path folder;

    private Machine machine;

    @BeforeEach
    void setUp() throws IOException {
        machine = new Machine(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/openjdk-25",
                "home/.sdkman/candidates/java/25-tem",
                "Library/Java/JavaVirtualMachines/temurin 25.jdk/Contents/Home",
                "home/.jdks/temurin-25.0.3",
                "opt/jdk-25",
                "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home"
            })
    void jdk_inAUsualFolder_isFound(String place) throws IOException, InterruptedException {
        machine.jar();
        machine.jdk("usr/lib/jvm/java-17", "17.0.15");
        Path jdk = machine.jdk(place, "25.0.3");

        assertThat(machine.run("version")).isEqualTo(ran(jdk, "version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_HOME", "QUOTEWIRE_JAVA_HOME"})
    void jdk_namedByTheEnvironment_goesBeforeAllOthers(String variable) throws IOException, InterruptedException {
        machine.jar();
        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        Path named = machine.jdk("elsewhere/jdk 26", "26-ea");
        machine.environment.put(variable, named.toString());

        assertThat(machine.run("version")).isEqualTo(ran(named, "version"));
    }

    @Test
    void jdk_whoseJavaIsOnThePath_isFoundThroughLinks() throws IOException, InterruptedException {
        machine.jar();
        Path jdk = machine.jdk("somewhere/jdk-25", "25");
        Files.createSymbolicLink(machine.bin.resolve("java.real"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(machine.bin.resolve("java"), Path.of("java.real"));

        assertThat(machine.run("version")).isEqualTo(ran(jdk, "version"));
    }

    @Test
    void jdk_tooOldInJavaHomeAndOnThePath_isPassedOver() throws IOException, InterruptedException {
        machine.jar();
        Path old = machine.jdk("usr/lib/jvm/java-17", "17.0.15");
        machine.environment.put("JAVA_HOME", old.toString());
        Files.createSymbolicLink(machine.bin.resolve("java"), old.resolve("bin/java"));
        Path jdk = machine.jdk("usr/lib/jvm/temurin-25", "25.0.3");

        assertThat(machine.run("version")).isEqualTo(ran(jdk, "version"));
    }

    @Test
    void jdk_noneNewEnough_isToldWithWhatToInstallAndWhatWasFound() throws IOException, InterruptedException {
        machine.jar();
        Path old = machine.jdk("usr/lib/jvm/java-17", "17.0.15");
        Path older = machine.jdk("opt/jdk8", "1.8.0_392");
        Files.createDirectories(machine.root().resolve("opt/something/bin"));

        assertThat(machine.run("serve")).isEqualTo(new Run(69, "", """
                quotewire: needs a JDK 25 or newer and found none.
                Install one, or point JAVA_HOME at one:
                  Debian, Ubuntu   apt install openjdk-25-jdk    (or temurin-25-jdk)
                  macOS            brew install openjdk@25
                  SDKMAN           sdk install java 25-tem
                  others           https://adoptium.net
                Older ones that were found:
                  17.0.15 in %s
                  1.8.0_392 in %s
                """.formatted(old, older)));
    }

    @Test
    void jdk_noneAtAll_isToldWithoutAList() throws IOException, InterruptedException {
        machine.jar();

        Run run = machine.run("serve");

        assertThat(run.exit()).isEqualTo(69);
        assertThat(run.err()).contains("needs a JDK 25 or newer").endsWith("https://adoptium.net\n");
    }

    @Test
    void jdk_namedOutrightButTooOld_isRefusedAndNotReplaced() throws IOException, InterruptedException {
        machine.jar();
        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        Path old = machine.jdk("jdk-21", "21.0.2");
        machine.environment.put("QUOTEWIRE_JAVA_HOME", old.toString());

        assertThat(machine.run("serve"))
                .isEqualTo(new Run(
                        69, "", "quotewire: QUOTEWIRE_JAVA_HOME=%s is no JDK 25 or newer: 21.0.2\n".formatted(old)));
    }

    @Test
    void arguments_withSpacesAndStars_arriveAsTheyWereGiven() throws IOException, InterruptedException {
        machine.jar();
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");

        assertThat(machine.run("tail", "ticker:*:BTC-USDT", "a b", ""))
                .isEqualTo(ran(jdk, "tail", "ticker:*:BTC-USDT", "a b", ""));
    }

    @Test
    void launcher_calledThroughLinksFromElsewhere_findsItsFolder() throws IOException, InterruptedException {
        machine.jar();
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        Path links = Files.createDirectory(machine.root().resolve("some links"));
        Files.createSymbolicLink(links.resolve("absolute"), machine.launcher());
        Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));

        assertThat(machine.runAs(links.resolve("relative"), "version")).isEqualTo(ran(jdk, "version"));
    }

    @Test
    void build_jarMissing_isDoneOnceAndSaid() throws IOException, InterruptedException {
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();

        Run first = machine.run("version");
        Run second = machine.run("version");

        assertThat(first.err()).startsWith(BUILDING).doesNotContain("wait");
        assertThat(first.out()).startsWith("java in " + jdk);
        assertThat(second.err()).isEmpty();
        assertThat(machine.builds()).containsExactly(jdk + " -q -B -pl app -am package -Dmaven.test.skip=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "app/pom.xml", "app/src/main/java/Main.java", "app/src/main/java"})
    void build_sourceNewerThanTheJar_isDone(String changed) throws IOException, InterruptedException {
        machine.jar();
        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();
        Files.setLastModifiedTime(
                machine.project.resolve(changed), FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(machine.run("version").err()).startsWith(BUILDING);
        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void build_onlyATestIsNewer_isNotDone() throws IOException, InterruptedException {
        machine.jar();
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();
        Files.createDirectories(machine.project.resolve("app/src/test/java"));

        assertThat(machine.run("version")).isEqualTo(ran(jdk, "version"));
    }

    @Test
    void build_withoutSources_isNotDone() throws IOException, InterruptedException {
        machine.jar();
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        Files.delete(machine.project.resolve("pom.xml"));

        assertThat(machine.run("version")).isEqualTo(ran(jdk, "version"));
    }

    @Test
    void build_withoutMaven_saysWhatToInstall() throws IOException, InterruptedException {
        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");

        assertThat(machine.run("serve")).isEqualTo(new Run(69, "", """
                quotewire: needs Maven 3.8.7 or newer for its first run and found none. Install it:
                  Debian, Ubuntu   apt install maven
                  macOS            brew install maven
                  SDKMAN           sdk install maven
                """));
    }

    @Test
    void build_withoutMavenButWithAnOlderJar_runsThatAndSaysSo() throws IOException, InterruptedException {
        machine.jar();
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        Files.setLastModifiedTime(
                machine.project.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));

        Run run = machine.run("version");

        assertThat(run.out()).isEqualTo(ran(jdk, "version").out());
        assertThat(run.err()).contains("no Maven").contains("running what was built before");
    }

    @Test
    void build_failed_endsWithOneAndLeavesNoJar() throws IOException, InterruptedException {
        machine.jar();
        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();
        machine.environment.put("FAKE_MAVEN_EXIT", "1");
        Files.setLastModifiedTime(
                machine.project.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));

        Run run = machine.run("version");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(BUILDING).endsWith("quotewire: the build failed; see above\n");
        assertThat(machine.project.resolve("app/target/quotewire.jar")).doesNotExist();
        assertThat(machine.lock()).doesNotExist();
    }

    @Test
    void build_byTwoAtOnce_isDoneByOne() throws IOException, InterruptedException {
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();
        Path go = machine.root().resolve("go");
        machine.environment.put("FAKE_MAVEN_WAITS_FOR", go.toString());

        Process one = machine.start("one");
        machine.awaitLine(one, BUILDING);
        Process two = machine.start("two");
        machine.awaitLine(two, "quotewire: waiting for the build of process " + one.pid() + "…");
        Files.createFile(go);

        assertThat(Machine.finish(one).out()).isEqualTo(machine.cached(jdk, "one"));
        assertThat(Machine.finish(two).out()).isEqualTo(machine.cached(jdk, "two"));
        assertThat(machine.builds()).hasSize(1);
        assertThat(machine.lock()).doesNotExist();
    }

    @Test
    void build_lockOfAProcessThatWasKilled_isTakenOver() throws IOException, InterruptedException {
        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();
        Files.createDirectories(machine.lock().getParent());
        Files.createSymbolicLink(machine.lock(), Path.of("99999999"));

        assertThat(machine.run("version").exit()).isZero();
        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void cache_trainedByTheBuild_isUsedByThatJvmForThatJarOnly() throws IOException, InterruptedException {
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();

        assertThat(machine.run("version").out()).isEqualTo(machine.cached(jdk, "version"));
        assertThat(machine.run("version").out()).isEqualTo(machine.cached(jdk, "version"));

        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.4");
        assertThat(machine.run("version")).isEqualTo(ran(jdk, "version"));

        machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.jar();
        assertThat(machine.run("version")).isEqualTo(ran(jdk, "version"));
    }

    @Test
    void cache_whoseTrainingFails_isDoneWithout() throws IOException, InterruptedException {
        Path jdk = machine.jdk("usr/lib/jvm/openjdk-25", "25.0.3");
        machine.maven();
        machine.environment.put("FAKE_TRAINING_EXIT", "1");

        Run run = machine.run("version");

        assertThat(run.out()).isEqualTo(ran(jdk, "version").out());
        assertThat(run.err()).startsWith(BUILDING);
    }

    private Run ran(Path jdk, String... arguments) {
        return new Run(0, machine.plain(jdk, arguments), "");
    }
}
