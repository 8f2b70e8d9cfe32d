package io.quotewire.app.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The arrows of docs/architecture.md, and what the parts on their ends may not do. */
class ModulesTest {
    /** Each module and those that it may know. */
    private static final Map<String, List<String>> ARROWS = Map.of(
            "model", List.of(),
            "venue", List.of("model"),
            "engine", List.of("model"),
            "store", List.of("model"),
            "gateway", List.of("model", "store"),
            "client", List.of("model"),
            "lab", List.of("model", "venue", "client"),
            "app", List.of("model", "venue", "engine", "store", "gateway", "client", "lab"));

    static final List<String> MODULES = ARROWS.keySet().stream().sorted().toList();

    private static final String ADAPTERS = "io.quotewire.venue.adapter";
    private static final String ADAPTER = "io.quotewire.venue.VenueAdapter";

    private static final String DIALECTS = "io.quotewire.gateway.dialect";
    private static final String DIALECT = "io.quotewire.gateway.dialect.Dialect";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quotewire");

    @Test
    void modules_allInTheBuild_haveTheirArrowsDrawn() throws IOException {
        assertThat(Checkout.modules())
                .extracting(module -> module.getFileName().toString())
                .containsExactlyElementsOf(MODULES);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void module_any_knowsOnlyThoseThatItsArrowsPointTo(String module) {
        String[] known = Stream.concat(Stream.of(module), requireNonNull(ARROWS.get(module)).stream())
                .map(ModulesTest::inside)
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(inside(module))
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("io.quotewire..").or(resideInAnyPackage(known)))
                .because("only app introduces modules to each other")
                .check(MAIN);
    }

    @Test
    void packages_all_haveNoCycles() {
        slices().matching("io.quotewire.(**)").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void engine_any_isPure() {
        classes()
                .that()
                .resideInAPackage(inside("engine"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                inside("engine"),
                                inside("model"),
                                "java.lang",
                                "java.lang.runtime",
                                "java.math",
                                "java.util",
                                "java.util.concurrent.atomic",
                                "java.util.function",
                                "java.util.regex",
                                "java.util.stream",
                                "org.jspecify.annotations")
                        .or(describe("a length of time", type -> type.getName().equals("java.time.Duration"))))
                .because(
                        "the engine has no I/O, no clock, no thread and no library: the same events give the same updates")
                .check(MAIN);
    }

    @Test
    void engine_any_takesTimeAndChanceAsInputs() {
        noClasses()
                .that()
                .resideInAPackage(inside("engine"))
                .should()
                .dependOnClassesThat(describe("read a clock or belong to threads", ModulesTest::isClockOrThread))
                .orShould()
                .callMethodWhere(describe("the world answers differently each time", ModulesTest::isUnrepeatable))
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.util.SplittableRandom.class)
                .because("time and seed come in as arguments, so that a run can be repeated byte for byte")
                .check(MAIN);
    }

    @Test
    void adapters_any_areKnownOnlyToTheirRegistry() {
        classes()
                .should(reachOnlyThrough("VenueAdapters", ADAPTERS, ADAPTER))
                .because("a venue is one file and one line: nothing else may name it, not even another venue")
                .check(MAIN);
    }

    @Test
    void adapters_withPartsOfTheirName_areAloneInKnowingThem() {
        List<String> venues = MAIN.stream()
                .filter(type -> type.getPackageName().equals(ADAPTERS) && type.isAssignableTo(ADAPTER))
                .map(JavaClass::getSimpleName)
                .toList();
        List<JavaClass> parts = MAIN.stream()
                .filter(type -> type.getPackageName().equals(ADAPTERS) && !type.isAssignableTo(ADAPTER))
                .filter(type -> venueOf(type, venues) != null)
                .toList();

        assertThat(venues).contains("Okx", "Kraken");
        assertThat(parts).isNotEmpty();
        assertThat(parts.stream()
                        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                        .filter(use -> !Objects.equals(
                                venueOf(outermost(use.getOriginClass()), venues),
                                venueOf(outermost(use.getTargetClass()), venues)))
                        .map(Dependency::getDescription))
                .as("a part of a venue that another names")
                .isEmpty();
    }

    /** The venue whose name the type's begins with, the longest of them; null where there is none. */
    private static @Nullable String venueOf(JavaClass type, List<String> venues) {
        return venues.stream()
                .filter(outermost(type).getSimpleName()::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    @Test
    void dialects_any_areKnownOnlyToTheirRegistry() {
        assertThat(MAIN.stream().filter(ModulesTest::isDialect)).isNotEmpty();
        classes()
                .should(reachOnlyThrough("Dialects", DIALECTS, DIALECT))
                .because("a dialect is one file and one line: nothing else may name it, not even another dialect")
                .check(MAIN);
    }

    /** What they are given is all that they know: no socket, thread, clock, log or library. */
    @Test
    void dialects_any_areDataAndPureFunctions() {
        classes()
                .that(describe("dialects", type -> isDialect(outermost(type))))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        DIALECTS,
                        "io.quotewire.gateway.http",
                        "io.quotewire.gateway.wire",
                        inside("model"),
                        "java.lang",
                        "java.lang.runtime",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "org.jspecify.annotations"))
                .andShould()
                .onlyDependOnClassesThat(describe("no clock and no thread", type -> !isClockOrThread(type)))
                .because("a dialect owns no market state, no thread and no socket of its own")
                .check(MAIN);
    }

    private static boolean isDialect(JavaClass type) {
        return type.getPackageName().equals(DIALECTS)
                && type.isAssignableTo(DIALECT)
                && !type.getName().equals(DIALECT);
    }

    @Test
    void standardStreams_outsideApp_areNotUsed() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("app"))
                .should(ACCESS_STANDARD_STREAMS)
                .because("data and talk on a terminal are the command line's")
                .check(MAIN);
    }

    @Test
    void logging_everywhere_isSlf4j() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    }

    @Test
    void tests_any_doNotSleep() throws IOException {
        List<Path> folders = Checkout.modules().stream()
                .map(module -> module.resolve("target/test-classes"))
                .filter(Files::isDirectory)
                .toList();
        JavaClasses tests = new ClassFileImporter().importPaths(folders);

        assertThat(tests).hasSizeGreaterThan(10);
        noClasses()
                .should()
                .callMethodWhere(describe("sleeps", ModulesTest::isSleep))
                .because("a test turns the crank or waits for a condition with a deadline")
                .check(tests);
    }

    private static String inside(String module) {
        return "io.quotewire." + module + "..";
    }

    private static boolean isClockOrThread(JavaClass type) {
        return List.of("java.lang.Thread", "java.lang.ThreadLocal", "java.lang.Runtime", "java.lang.Process")
                        .contains(type.getName())
                || List.of("java.util.Timer", "java.util.Date", "java.util.Calendar", "io.quotewire.model.MicroClock")
                        .contains(type.getName());
    }

    private static boolean isUnrepeatable(JavaAccess<?> call) {
        String method = call.getTargetOwner().getName() + "." + call.getTarget().getName();
        return List.of(
                        "java.lang.System.nanoTime",
                        "java.lang.System.currentTimeMillis",
                        "java.lang.System.identityHashCode",
                        "java.lang.Math.random",
                        "java.util.UUID.randomUUID")
                .contains(method);
    }

    private static boolean isSleep(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getName();
        return call.getTarget().getName().equals("sleep")
                && (owner.equals("java.lang.Thread") || owner.equals("java.util.concurrent.TimeUnit"));
    }

    /** Holds that nobody but {@code registry} and the class itself depends on a class of {@code folder} that has {@code contract}. */
    private static ArchCondition<JavaClass> reachOnlyThrough(String registry, String folder, String contract) {
        DescribedPredicate<JavaClass> isOne = describe(
                "one of " + folder,
                type -> type.getPackageName().equals(folder)
                        && type.isAssignableTo(contract)
                        && !type.getName().equals(contract));
        return new ArchCondition<>("reach what implements " + contract + " only through " + registry) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                JavaClass origin = outermost(item);
                item.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> isOne.test(outermost(dependency.getTargetClass())))
                        .filter(dependency ->
                                !outermost(dependency.getTargetClass()).equals(origin))
                        .filter(_ -> !origin.getName().equals(folder + "." + registry))
                        .map(Dependency::getDescription)
                        .forEach(text -> events.add(SimpleConditionEvent.violated(item, text)));
            }
        };
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getBaseComponentType()
                .getEnclosingClass()
                .map(ModulesTest::outermost)
                .orElse(type);
    }
}
