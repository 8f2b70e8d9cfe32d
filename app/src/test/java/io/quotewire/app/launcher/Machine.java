package io.quotewire.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that plays a whole machine: its own {@code /usr/lib/jvm}, {@code /opt} and home, a PATH with nothing but the
 * shell's tools, and a project with the real launcher in which only the absolute folders are exchanged.
 */
final class Machine {
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "find", "head", "ln", "mkdir", "readlink", "rm", "sed", "sh", "sleep", "tr");

    final Map<String, String> environment = new HashMap<>();
    final Path bin;
    final Path project;

    private final Path root;
    private final Map<Process, BufferedReader> errors = new ConcurrentHashMap<>();

    /** How one run ended and what it printed. */
    record Run(int exit, String out, String err) {}

    Machine(Path folder) throws IOException {
        root = folder.toRealPath().resolve("a machine");
        bin = Files.createDirectories(root.resolve("bin"));
        project = Files.createDirectories(root.resolve("home/my projects/quotewire"));
        for (String tool : TOOLS) {
            write(bin.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(found(tool)));
        }
        String script = Files.readString(Path.of(System.getProperty("quotewire.root", ".."), "quotewire"));
        write(launcher(), script.replaceAll("(?<=\\s)/(usr/lib/jvm|Library|opt)(?=/)", "\"\\$FAKE_ROOT\"/$1"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Path sources = Files.createDirectories(project.resolve("app/src/main/java"));
        Files.writeString(project.resolve("app/pom.xml"), "<project/>");
        Files.writeString(sources.resolve("Main.java"), "class Main {}");
        environment.putAll(Map.of(
                "HOME", root.resolve("home").toString(),
                "PATH", bin.toString(),
                "FAKE_ROOT", root.toString()));
    }

    Path root() {
        return root;
    }

    Path launcher() {
        return project.resolve("quotewire");
    }

    Path lock() {
        return project.resolve("target/launcher.lock");
    }

    /** A jar that is newer than all sources. */
    void jar() throws IOException {
        Path jar = project.resolve("app/target/quotewire.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "jar");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /** A JDK whose {@code java} prints its arguments, a line each. */
    Path jdk(String place, String version) throws IOException {
        Path jdk = root.resolve(place);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), """
                IMPLEMENTOR="Somebody"
                JAVA_RUNTIME_VERSION="%s+9"
                JAVA_VERSION="%s"
                """.formatted(version, version));
        write(jdk.resolve("bin/java"), """
                #!/bin/sh
                case $1 in
                    -XX:AOTCacheOutput=*) echo cache >"${1#*=}"; echo training; exit "${FAKE_TRAINING_EXIT:-0}" ;;
                esac
                echo "java in %s"
                printf '%%s\\n' "$@"
                """.formatted(jdk));
        return jdk;
    }

    /** A Maven that writes down how it was called and makes a jar. */
    void maven() throws IOException {
        write(bin.resolve("mvn"), """
                #!/bin/sh
                while [ -n "${FAKE_MAVEN_WAITS_FOR:-}" ] && [ ! -f "$FAKE_MAVEN_WAITS_FOR" ]; do sleep 0.1; done
                echo "$JAVA_HOME $*" >>"$FAKE_ROOT/builds"
                echo "talk of Maven"
                mkdir -p app/target
                echo jar >app/target/quotewire.jar
                exit "${FAKE_MAVEN_EXIT:-0}"
                """);
    }

    List<String> builds() throws IOException {
        Path builds = root.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    /** What the fake {@code java} prints when it is started without a cache. */
    String plain(Path jdk, String... arguments) {
        return printed(jdk, List.of(), arguments);
    }

    /** What it prints when it is started with one. */
    String cached(Path jdk, String... arguments) {
        return printed(jdk, List.of("-XX:AOTCache=" + project.resolve("app/target/quotewire.aot")), arguments);
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return finish(start(arguments));
    }

    Run runAs(Path launcher, String... arguments) throws IOException, InterruptedException {
        return finish(startAs(launcher, arguments));
    }

    Process start(String... arguments) throws IOException {
        return startAs(launcher(), arguments);
    }

    /** Reads what {@code process} says until it has said {@code line}. */
    void awaitLine(Process process, String line) throws IOException {
        BufferedReader said = errors.computeIfAbsent(process, Process::errorReader);
        String next = said.readLine();
        while (next != null && !next.equals(line)) {
            next = said.readLine();
        }
        assertThat(next).isEqualTo(line);
    }

    static Run finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), out, err);
    }

    private Process startAs(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String printed(Path jdk, List<String> first, String... arguments) {
        return Stream.of(
                        Stream.of("java in " + jdk),
                        first.stream(),
                        Stream.of(
                                "-XX:+IgnoreUnrecognizedVMOptions",
                                "-XX:+UseCompactObjectHeaders",
                                "-Xlog:disable",
                                "-Xlog:all=warning:stderr",
                                "-jar"),
                        Stream.of(project.resolve("app/target/quotewire.jar").toString()),
                        Arrays.stream(arguments))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Path found(String tool) {
        return Stream.of("/bin", "/usr/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no " + tool + " in /bin or /usr/bin")));
    }

    private static void write(Path script, String text) throws IOException {
        Files.deleteIfExists(script);
        Files.writeString(script, text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
