// SPDX-License-Identifier: Apache-2.0
package io.soribit.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The arrows of {@code bundles/README.md}, and the rules for packages and schedules. */
class ArchitectureTest {
    private static final String ROOT = "io.soribit.";

    /** What several bundles may use: the API, and what they copy in. */
    private static final Set<String> SHARED = Set.of("api", "common", "notify.panel");

    private static final int LARGEST_PACKAGE = 30;

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.soribit");
        assertThat(classes.size()).isGreaterThan(500);
    }

    /** The bundle of a class, as {@code notify.light}. */
    private static String bundle(JavaClass type) {
        String[] parts = type.getPackageName().substring(ROOT.length()).split("\\.");
        boolean grouped = Set.of("notify", "source", "model", "dsp").contains(parts[0]);
        return grouped && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    @Test
    void theApiImportsNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.soribit.api..")
                .should()
                .dependOnClassesThat(
                        DescribedPredicate.describe(
                                "are of a bundle",
                                type -> isOurs(type) && !bundle(type).equals("api")))
                .check(classes);
    }

    /** Declarative Services read one as a dot, and two as one. */
    @Test
    void configurationKeysHaveTwoUnderscoresForOne() {
        List<String> keys =
                classes.stream()
                        .filter(JavaClass::isAnnotation)
                        .filter(type -> type.isAnnotatedWith(ObjectClassDefinition.class))
                        .flatMap(type -> type.getMethods().stream())
                        .map(JavaMethod::getFullName)
                        .toList();
        assertThat(keys).hasSizeGreaterThan(50).noneMatch(key -> key.matches(".*[a-z]_[a-z].*"));
    }

    @Test
    void bundlesUseTheApiAndNoInternalsOfOthers() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(ArchitectureTest::isOurs)
                    .filter(target -> !bundle(target).equals(bundle(type)))
                    .filter(target -> !SHARED.contains(bundle(target)))
                    .forEach(target -> violations.add(type.getName() + " -> " + target.getName()));
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.soribit.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void packagesAreSmall() {
        Map<String, Integer> sizes = new TreeMap<>();
        for (JavaClass type : classes) {
            if (type.isTopLevelClass() && !type.getSimpleName().equals("package-info")) {
                sizes.merge(type.getPackageName(), 1, Integer::sum);
            }
        }
        sizes.entrySet().removeIf(entry -> entry.getValue() <= LARGEST_PACKAGE);
        assertThat(sizes).isEmpty();
    }

    /** A task of a bare schedule that throws once never runs again, without a word. */
    @Test
    void periodicTasksSurviveWhatTheyThrow() {
        Set<String> callers = new TreeSet<>();
        List<String> methods = List.of("scheduleWithFixedDelay", "scheduleAtFixedRate");
        for (JavaClass type : classes) {
            for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
                if (methods.contains(call.getName())) {
                    callers.add(type.getName().replaceAll("\\$.*", ""));
                }
            }
        }
        assertThat(callers).containsExactly("io.soribit.common.concurrent.PeriodicTask");
    }
}
