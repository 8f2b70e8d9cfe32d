package io.quotewire.app.arch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotewire.app.arch.Methods.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TidyTest {
    private static final int METHOD_LINES = 60;
    private static final int FILE_LINES = 500;

    /** A venue or a dialect is a page, not a product. */
    private static final int ADAPTER_LINES = 300;

    private static final int PACKAGE_TYPES = 30;

    /** The words of the whole are one package on purpose: they refer to each other, and parts would form cycles. */
    private static final Map<String, Integer> LARGER_PACKAGES = Map.of("model/src/main/java/io/quotewire/model", 45);

    private static final Pattern ADAPTER = Pattern.compile(".*/(venue/adapter|gateway/dialect)/[^/]+\\.java");
    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)#>\\s]+)[^)]*\\)");
    private static final Pattern FENCED = Pattern.compile("```.*?```", Pattern.DOTALL);
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!.*#\\d)");

    /** Folders and hosts that only one machine knows. */
    private static final Pattern PRIVATE = Pattern.compile(
            "(?<![\\w.}])/(home|Users|root|work)/\\w|C:\\\\Users|\\.m2/settings|//(repo1?|registry)\\.");

    @Test
    void methods_all_areShort() throws IOException {
        List<Method> methods = Methods.in(Checkout.javaFiles("main", "test", "jmh", "conformance"));

        assertThat(methods).hasSizeGreaterThan(100).allMatch(method -> method.lines() > 0);
        assertThat(methods).filteredOn(method -> method.lines() > METHOD_LINES).isEmpty();
    }

    @Test
    void files_all_areShort() throws IOException {
        assertThat(Checkout.javaFiles("main", "test", "jmh", "conformance"))
                .filteredOn(file -> lines(file) > limit(file))
                .isEmpty();
    }

    @Test
    void packages_all_haveAnEssayAndAreSmall() throws IOException {
        Map<Path, List<Path>> packages = Checkout.javaFiles("main").stream()
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));

        assertThat(packages.keySet())
                .filteredOn(folder -> !Files.exists(folder.resolve("package-info.java")))
                .isEmpty();
        assertThat(packages.entrySet())
                .filteredOn(entry -> entry.getValue().size() - 1
                        > LARGER_PACKAGES.getOrDefault(Checkout.name(entry.getKey()), PACKAGE_TYPES))
                .isEmpty();
    }

    @Test
    void links_inDocuments_leadSomewhere() throws IOException, InterruptedException {
        assertThat(Checkout.files())
                .filteredOn(file -> file.toString().endsWith(".md"))
                .flatExtracting(TidyTest::brokenLinks)
                .isEmpty();
    }

    @Test
    void files_all_nameNoPlaceThatOnlyOneMachineHas() throws IOException, InterruptedException {
        assertThat(hits(PRIVATE)).isEmpty();
    }

    @Test
    void files_all_leaveNothingUnfinishedWithoutAnIssue() throws IOException, InterruptedException {
        assertThat(hits(UNFINISHED)).isEmpty();
    }

    private static long lines(Path file) {
        return Checkout.read(file).lines().count();
    }

    private static int limit(Path file) {
        boolean adapter = ADAPTER.matcher(Checkout.name(file)).matches();
        return adapter && Checkout.name(file).contains("/src/main/") ? ADAPTER_LINES : FILE_LINES;
    }

    private static List<String> brokenLinks(Path document) {
        return LINK.matcher(FENCED.matcher(Checkout.read(document)).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !ELSEWHERE.matcher(target).matches())
                .filter(target -> !Files.exists(document.resolveSibling(target)))
                .map(target -> Checkout.name(document) + " -> " + target)
                .toList();
    }

    /** Where {@code pattern} is found, but for this file, which has to spell it. */
    private static List<String> hits(Pattern pattern) throws IOException, InterruptedException {
        return Checkout.files().stream()
                .filter(file -> !file.endsWith("TidyTest.java") && Files.isRegularFile(file))
                .flatMap(file -> hits(pattern, file))
                .toList();
    }

    private static Stream<String> hits(Pattern pattern, Path file) {
        String text = Checkout.read(file);
        return text.indexOf('\0') >= 0
                ? Stream.empty()
                : text.lines()
                        .map(pattern::matcher)
                        .filter(Matcher::find)
                        .map(match -> Checkout.name(file) + ": " + match.group());
    }
}
