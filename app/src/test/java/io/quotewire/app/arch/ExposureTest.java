package io.quotewire.app.arch;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the program cannot do, since no code of it does: rows 36, 38 and 45 of {@code docs/security.md}. */
class ExposureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.quotewire");

    /** Starts a tool of the JDK for a command; the rule behind says that the gateway itself never does. */
    private static final String SELF_SIGNED = "io.quotewire.gateway.tls.SelfSigned";

    private static final ArchRule OPENS_NO_ADDRESS = noClasses()
            .that(describe(
                    "between clients and answers",
                    type -> (resideInAnyPackage("io.quotewire.gateway..", "io.quotewire.model..")
                                            .test(type)
                                    && !type.getName().equals(SELF_SIGNED))
                            || type.getName().startsWith(ExposureTest.class.getName() + "$")))
            .should()
            .dependOnClassesThat(describe("open addresses or start processes", ExposureTest::opensSomething))
            .because("nothing that a client says may make the gateway connect to anything");

    private static final ArchRule MAKES_NO_CERTIFICATE = noClasses()
            .that(describe(
                    "of the gateway",
                    type -> resideInAnyPackage("io.quotewire.gateway..").test(type)
                            && !type.getName().startsWith(SELF_SIGNED)))
            .should()
            .dependOnClassesThat(describe(
                    "start processes for a command", type -> type.getName().startsWith(SELF_SIGNED)))
            .because("certificates are made by a command, where somebody asks for one");

    private static final ArchRule MAKES_NO_OBJECTS = noClasses()
            .should()
            .dependOnClassesThat(describe("make objects of bytes or names", ExposureTest::makesObjects))
            .because("what comes from outside is read field by field");

    private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");
    private static final Pattern PROPERTY = Pattern.compile("<[a-z0-9.-]+\\.version>([^<]*)<");

    @Test
    void gateway_any_opensNoAddress() {
        OPENS_NO_ADDRESS.check(MAIN);
        MAKES_NO_CERTIFICATE.check(MAIN);
        JavaClasses planted = new ClassFileImporter().importClasses(Opening.class);
        assertThatThrownBy(() -> OPENS_NO_ADDRESS.check(planted)).isInstanceOf(AssertionError.class);
    }

    @Test
    void objects_anywhere_areNotMadeOfBytes() {
        MAKES_NO_OBJECTS.check(MAIN);
        JavaClasses planted = new ClassFileImporter().importClasses(Making.class);
        assertThatThrownBy(() -> MAKES_NO_OBJECTS.check(planted)).isInstanceOf(AssertionError.class);
    }

    /** A range stands only where it says which Java and Maven will do. */
    @Test
    void versions_all_arePinned() throws IOException {
        List<Path> modules = Checkout.modules();
        String all = Checkout.read(Checkout.ROOT.resolve("pom.xml"))
                + modules.stream()
                        .map(module -> Checkout.read(module.resolve("pom.xml")))
                        .toList();
        List<String> versions =
                VERSION.matcher(all).results().map(ExposureTest::first).toList();
        assertThat(versions)
                .hasSizeGreaterThan(40)
                .allMatch(version -> version.matches("[0-9][0-9A-Za-z.-]*|\\$\\{[a-z0-9.-]+}|\\[(25|3\\.8\\.7),\\)"));
        assertThat(PROPERTY.matcher(all).results().map(ExposureTest::first))
                .hasSizeGreaterThan(25)
                .allMatch(version -> version.matches("[0-9][0-9A-Za-z.-]*") && !version.contains("SNAPSHOT"));
        assertThat(all)
                .as("a list of what is in it, and times that are fixed")
                .contains("<goal>makeBom</goal>", "<project.build.outputTimestamp>2")
                .containsPattern("<netty\\.version>4\\.([2-9]|1\\.(12[2-9]|1[3-9][0-9]))");
    }

    private static String first(MatchResult result) {
        return result.group(1);
    }

    private static boolean opensSomething(JavaClass type) {
        return type.getPackageName().startsWith("java.net.http")
                || List.of(
                                "java.net.URL",
                                "java.net.URLConnection",
                                "java.net.HttpURLConnection",
                                "java.net.Socket",
                                "java.nio.channels.SocketChannel",
                                "io.netty.bootstrap.Bootstrap",
                                "java.lang.ProcessBuilder",
                                "java.lang.Process")
                        .contains(type.getName());
    }

    private static boolean makesObjects(JavaClass type) {
        return type.getName().equals("java.io.ObjectInputStream")
                || List.of("java.rmi", "javax.naming", "javax.script", "java.beans").stream()
                        .anyMatch(type.getPackageName()::startsWith);
    }

    static final class Opening {
        static URLConnection of(String url) throws IOException {
            return URI.create(url).toURL().openConnection();
        }
    }

    static final class Making {
        static Object of(ObjectInputStream in) throws IOException, ClassNotFoundException {
            return in.readObject();
        }
    }
}
