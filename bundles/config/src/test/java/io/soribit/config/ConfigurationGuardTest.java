// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.HealthCheck;
import io.soribit.api.setting.SettingCheck;
import io.soribit.config.probe.Probe;
import io.soribit.testkit.LogCapture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The guard in a real framework: from files and the configuration service to a component. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigurationGuardTest {
    private static final List<Object> DEFAULTS =
            List.of(3, 0.5f, true, "slow", "[1, 2]", 'a', "hall", "sesame", "Config");

    private Path etc;
    private Hub hub;
    private ConfigurationAdmin configurations;
    private LogCapture log;
    private int generation;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        etc = Files.createDirectory(folder.resolve("etc"));
        log = LogCapture.by("io.soribit.config");
        hub = new Hub(folder.resolve("data"), etc);
        configurations = hub.service(ConfigurationAdmin.class, "(service.pid=*)");
        configurations
                .getConfiguration("io.soribit.config", "?")
                .update(new Hashtable<>(Map.of("settle_seconds", "0")));
        hub.startGuard();
        hub.service(HealthCheck.class, "(settle_seconds=0)");
        hub.startBundleOf(Probe.class, folder);
    }

    @AfterAll
    void stop() throws Exception {
        hub.close();
    }

    @AfterEach
    void removeConfigurations() throws Exception {
        delete(configuration -> configuration.getPid().startsWith("soribit.probe"));
        hub.gone(Supplier.class, "(probe=settings)"); // else the next test's may overtake it
    }

    /** Delivers a configuration and gives what the component saw. */
    private List<Object> configure(Map<String, Object> values) throws Exception {
        Hashtable<String, Object> properties = new Hashtable<>(values);
        properties.put("generation", ++generation);
        configurations.getConfiguration("soribit.probe", "?").update(properties);
        return probe();
    }

    @SuppressWarnings("unchecked")
    private List<Object> probe() throws Exception {
        String filter = "(&(probe=settings)(generation=" + generation + "))";
        return (List<Object>) hub.service(Supplier.class, filter).get();
    }

    private List<String> doctor() throws Exception {
        return hub
                .service(HealthCheck.class, "(config.plugin.id=io.soribit.config)")
                .check()
                .stream()
                .map(HealthCheck.Result::toString)
                .toList();
    }

    @Test
    void settingsAreCheckedBeforeTheyAreWritten() throws Exception {
        SettingCheck check = hub.service(SettingCheck.class, "(component.id=*)");
        assertThat(check.problems("soribit.probe", Map.of("count", "10", "mode", "fast")))
                .isEmpty();
        assertThat(
                        check.problems(
                                "soribit.probe",
                                Map.of("count", "many", "mode", "faster", "cuont", "3")))
                .containsOnlyKeys("count", "mode", "cuont")
                .hasEntrySatisfying(
                        "count", text -> assertThat(text).contains("expected: a whole number"));
        assertThat(check.problems("no.such.pid", Map.of("count", "many"))).isEmpty();
    }

    @Test
    void validValuesAreDelivered() throws Exception {
        int before = log.lines().size();
        assertThat(
                        configure(
                                Map.of(
                                        "count",
                                        " 10 ",
                                        "gain",
                                        "1e-3 ",
                                        "loud",
                                        "FALSE ",
                                        "mode",
                                        "fast",
                                        "steps",
                                        new long[] {5, 6},
                                        "letter",
                                        "z",
                                        "place",
                                        "the attic, left",
                                        "secret",
                                        "sesame")))
                .containsExactly(
                        10,
                        0.001f,
                        false,
                        "fast",
                        "[5, 6]",
                        'z',
                        "the attic, left",
                        "sesame",
                        "Config");
        assertThat(configure(Map.of("count", 7L, "place", "hall")).get(0)).isEqualTo(7);
        assertThat(doctor()).singleElement().asString().startsWith("ok configuration: ");
        assertThat(log.lines()).hasSize(before);
    }

    @Test
    void aListMayBeWrittenWithCommas() throws Exception {
        assertThat(configure(Map.of("steps", " 3 , 4,5", "place", "hall")).get(4))
                .isEqualTo("[3, 4, 5]");
        assertThat(configure(Map.of("steps", "6", "place", "hall")).get(4)).isEqualTo("[6]");
    }

    @Test
    void anInvalidValueIsReplacedByTheDefaultAndReported() throws Exception {
        assertThat(
                        configure(
                                Map.of(
                                        "count",
                                        "many",
                                        "gain",
                                        "loud",
                                        "loud",
                                        "yes",
                                        "mode",
                                        "warp",
                                        "steps",
                                        new String[] {"1", "x"},
                                        "letter",
                                        "ab",
                                        "place",
                                        "hall",
                                        "secret",
                                        "mellon")))
                .isEqualTo(DEFAULTS);
        assertThat(log.about("count = 'many'").get(0))
                .isEqualTo(
                        "ERROR configuration soribit.probe: count = 'many' is not a whole number;"
                                + " expected: a whole number (Flashes, 1 to 10.)."
                                + " The default '3' is used");
        assertThat(log.about("gain = 'loud'")).hasSize(1);
        assertThat(log.about("loud = 'yes' is neither true nor false")).hasSize(1);
        assertThat(log.about("mode = 'warp'").get(0))
                .contains("one of fast, slow", "The default 'slow' is used");
        assertThat(log.about("steps = '[1, x]' is not a whole number")).hasSize(1);
        assertThat(log.about("letter = 'ab'")).hasSize(1);
        assertThat(log.about("secret = '***'")).hasSize(1);
        assertThat(log.about("mellon")).as("secrets are not shown").isEmpty();
        assertThat(doctor()).hasSize(7).allMatch(line -> line.startsWith("critical "));
    }

    @Test
    void aValueOutOfRangeIsReplacedByTheDefault() throws Exception {
        assertThat(configure(Map.of("count", 11, "place", "hall"))).isEqualTo(DEFAULTS);
        assertThat(log.about("count = '11' is greater than maximum")).hasSize(1);
        assertThat(configure(Map.of("count", "0", "place", "hall"))).isEqualTo(DEFAULTS);
        assertThat(log.about("count = '0' is less than minimum")).hasSize(1);
        assertThat(configure(Map.of("count", "99999999999", "place", "hall"))).isEqualTo(DEFAULTS);
        assertThat(log.about("count = '99999999999' is not a whole number")).hasSize(1);
        assertThat(configure(Map.of("gain", "1e99", "count", new int[] {1, 2}, "place", "hall")))
                .isEqualTo(DEFAULTS);
        assertThat(log.about("count = '[1, 2]' is a list")).hasSize(1);
        assertThat(log.about("gain = '1e99'")).hasSize(1);
    }

    @Test
    void unknownAndMissingKeysAreReported() throws Exception {
        configure(Map.of("Counts", 1, "zzzzzzzz", 2, "felix.any", 3, "lamp.target", "(a=b)"));
        assertThat(log.about("'Counts'").get(0))
                .startsWith("WARN ")
                .contains("is ignored; did you mean count?");
        assertThat(log.about("'zzzzzzzz'").get(0)).contains("known keys are count, gain");
        assertThat(log.about("felix.any")).isEmpty();
        assertThat(log.about("lamp.target")).isEmpty();
        assertThat(log.lines())
                .contains(
                        "ERROR configuration soribit.probe: place is missing;"
                                + " expected: a text (Where the lamp stands.)");
    }

    @Test
    void aProblemIsLoggedOncePerChange() throws Exception {
        configure(Map.of("count", "dozens", "place", "hall"));
        doctor();
        doctor();
        assertThat(log.about("'dozens'")).hasSize(1);
        configure(Map.of("count", "dozens", "place", "attic"));
        assertThat(log.about("'dozens'")).hasSize(2);
        configure(Map.of("count", "4", "place", "attic"));
        assertThat(doctor()).singleElement().asString().startsWith("ok ");
    }

    @Test
    void filesAreNamedWithTheirPath() throws Exception {
        generation++;
        Path file = etc.resolve("soribit.probe-hall.cfg");
        Files.writeString(file, "place = hall\ncount = few\ngeneration = " + generation + " \n");
        assertThat(probe()).isEqualTo(DEFAULTS);
        assertThat(log.about(file + ": count = 'few'")).hasSize(1);
        remove(file);
    }

    @Test
    void anInstanceIsNamedWithAHyphen() throws Exception {
        Path file = Files.writeString(etc.resolve("soribit.probe~attic.cfg"), "place = hall\n");
        log.await(
                line ->
                        line.startsWith("WARN " + file)
                                && line.contains("rename the file to soribit.probe-attic.cfg"));
        remove(file);
    }

    @Test
    void anUnusedFileIsReported() throws Exception {
        Path near = Files.writeString(etc.resolve("soribit.prob-hall.cfg"), "count = 1\n");
        log.await(
                line ->
                        line.startsWith("WARN " + near)
                                && line.contains("'soribit.prob'")
                                && line.contains("did you mean soribit.probe?"));
        Path far = Files.writeString(etc.resolve("entirely.elsewhere.cfg"), "count = 1\n");
        log.await(line -> line.startsWith("WARN " + far) && line.contains("check its name"));
        assertThat(doctor()).hasSize(2);
        remove(near);
        remove(far);
        assertThat(doctor()).singleElement().asString().startsWith("ok ");
    }

    /** Removes a file, and with it its configuration. */
    private void remove(Path file) throws Exception {
        Files.delete(file);
        delete(
                configuration -> {
                    Object origin = configuration.getProperties().get("felix.fileinstall.filename");
                    return origin != null
                            && origin.toString().endsWith(file.getFileName().toString());
                });
    }

    private void delete(Predicate<Configuration> which) throws Exception {
        for (Configuration configuration : all()) {
            try {
                if (which.test(configuration)) {
                    configuration.delete();
                }
            } catch (IllegalStateException expected) {
                // Its file is gone: the file installer was faster.
            }
        }
    }

    private Configuration[] all() throws Exception {
        Configuration[] all = configurations.listConfigurations(null);
        return all == null ? new Configuration[0] : all;
    }

    @Test
    void aGuardThatIsReplacedLeavesNoThread() throws Exception {
        Bundle guard = FrameworkUtil.getBundle(doctorClass());
        guard.stop();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("soribit-configuration")) {
                thread.join(90_000); // it has done its work, and may yet be on its way out
                assertThat(thread.isAlive()).isFalse();
            }
        }
        guard.start();
        assertThat(configure(Map.of("count", "lots", "place", "hall"))).isEqualTo(DEFAULTS);
        assertThat(log.about("'lots'")).hasSize(1);
    }

    private Class<?> doctorClass() throws Exception {
        return hub.service(HealthCheck.class, "(config.plugin.id=io.soribit.config)").getClass();
    }
}
