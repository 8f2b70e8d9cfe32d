package io.quotewire.app.arch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files that this test run was built from. */
final class Checkout {
    static final Path ROOT =
            Path.of(System.getProperty("quotewire.root", "..")).toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", ".idea");

    private Checkout() {}

    /** The modules' folders. */
    static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .sorted()
                    .toList();
        }
    }

    /** The Java files of all modules in these source folders: {@code main}, {@code test} and so on. */
    static List<Path> javaFiles(String... kinds) throws IOException {
        return modules().stream()
                .flatMap(module -> Stream.of(kinds).map(kind -> module.resolve("src/" + kind + "/java")))
                .filter(Files::isDirectory)
                .flatMap(Checkout::filesUnder)
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** What is in git, or, where this is no clone, all but what builds leave behind. */
    static List<Path> files() throws IOException, InterruptedException {
        List<Path> tracked = Files.exists(ROOT.resolve(".git")) ? tracked() : List.of();
        return tracked.isEmpty() ? filesUnder(ROOT).toList() : tracked;
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    private static List<Path> tracked() throws IOException, InterruptedException {
        Process git;
        try {
            git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException _) {
            return List.of(); // No git on this machine.
        }
        try (InputStream out = git.getInputStream()) {
            String names = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? existing(names) : List.of();
        }
    }

    private static List<Path> existing(String names) {
        return Stream.of(names.split("\0"))
                .filter(name -> !name.isEmpty())
                .map(ROOT::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static Stream<Path> filesUnder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries
                    .sorted()
                    .filter(entry -> !NOT_OURS.contains(entry.getFileName().toString()))
                    .flatMap(entry -> Files.isDirectory(entry) ? filesUnder(entry) : Stream.of(entry))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + folder, e);
        }
    }
}
