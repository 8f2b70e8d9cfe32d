package io.quotewire.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.shell.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of docs/add-a-venue.md: Quotewire's are run, but for the network. Maven's are not run inside of Maven; the
 * tests that they name are part of this build, and all else in them must be there.
 */
class AddAVenueIT {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENT = ROOT.resolve("docs/add-a-venue.md");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("commands")
    void command_ofTheDocument_doesWhatItSays(String command) throws Exception {
        List<String> words = List.of(command.split(" "));
        if (words.getFirst().equals("mvn")) {
            assertNamesWhatIsThere(words.subList(1, words.size()));
        } else {
            assertThat(command).startsWith("./quotewire serve ");
            assertStarts(words.subList(1, words.size()));
        }
    }

    @Test
    void code_ofTheDocument_isNamedAsItIs() throws IOException {
        String text = Files.readString(DOCUMENT);
        List<String> tests = named(text, "`(\\w+Test)`");
        assertThat(tests)
                .isNotEmpty()
                .allSatisfy(test -> assertThat(sources("test")).contains(test + ".java"));
        assertThat(named(text, "\\| `(\\w+)(?:\\([\\w, ]*\\))?`"))
                .contains("decode", "message")
                .allSatisfy(method -> assertThat(adapters()).contains(" " + method + "("));
    }

    static Stream<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside && !line.isBlank()) {
                commands.add(line.strip());
            }
        }
        assertThat(commands).hasSizeGreaterThan(3);
        return commands.stream();
    }

    private static void assertNamesWhatIsThere(List<String> words) throws IOException {
        for (String word : words) {
            if (word.startsWith("-Dtest=")) {
                assertThat(word.substring("-Dtest=".length()).split(","))
                        .allSatisfy(test -> assertThat(sources("test")).contains(test + ".java"));
            } else if (word.startsWith("-P")) {
                assertThat(Files.readString(ROOT.resolve("venue/pom.xml")))
                        .contains("<id>" + word.substring(2) + "</id>");
            } else if (Files.isDirectory(ROOT.resolve(word))) {
                assertThat(Files.readString(ROOT.resolve("pom.xml"))).contains("<module>" + word + "</module>");
            } else {
                assertThat(word)
                        .isIn("-pl", "-am", "test", "-Dsurefire.failIfNoSpecifiedTests=false", "-Dgolden.update=true");
            }
        }
    }

    /** No test reaches beyond this machine. */
    private void assertStarts(List<String> words) throws Exception {
        List<String> all = new ArrayList<>(words);
        String venue = words.get(words.indexOf("--venues") + 1);
        all.addAll(List.of("--port", "0", "--data", folder.toString()));
        all.addAll(
                List.of("--venue-url", venue + "=ws://127.0.0.1:1/ws", "--venue-url", venue + "=http://127.0.0.1:1"));
        TestShell shell = new TestShell(ROOT);
        shell.start(all.toArray(String[]::new));
        shell.err().await(line -> line.startsWith("listening http://"));
        shell.send(Signals.Signal.TERM);
        assertThat(shell.exitCode()).isZero();
    }

    private static List<String> named(String text, String form) {
        Matcher matcher = Pattern.compile(form).matcher(text);
        return matcher.results().map(result -> result.group(1)).distinct().toList();
    }

    private static List<String> sources(String kind) throws IOException {
        List<String> names = new ArrayList<>();
        for (String module : Arrays.asList("venue", "app")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/" + kind + "/java"))) {
                files.map(file -> file.getFileName().toString()).forEach(names::add);
            }
        }
        return names;
    }

    private static String adapters() throws IOException {
        Path venue = ROOT.resolve("venue/src/main/java/io/quotewire/venue");
        return Files.readString(venue.resolve("VenueAdapter.java"))
                + Files.readString(venue.resolve("frame/FrameReader.java"));
    }
}
