// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.setting.Settings;
import io.soribit.api.setting.Settings.Change;
import io.soribit.api.setting.Settings.Origin;
import io.soribit.api.setting.Settings.Part;
import io.soribit.api.setting.Settings.Setting;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** Settings of all bundles of a hub, as they are described and as they are set. */
class SettingsTest {
    private static final String WATCH = "io.soribit.watch";

    @InjectBundleContext BundleContext context;

    @InjectService(timeout = 90_000)
    Settings settings;

    @InjectService ConfigurationAdmin admin;

    private Path file() {
        return Path.of(context.getProperty("felix.fileinstall.dir"), WATCH + ".cfg");
    }

    @AfterEach
    void remove() throws Exception {
        Files.deleteIfExists(file());
        Await.value("the hub has read it", () -> seconds().origin(), Origin.DEFAULT::equals);
        // Else it would be deleted from under the next test that sets it.
        Await.value("it is gone", this::configurations, List::isEmpty);
    }

    private List<Configuration> configurations() throws Exception {
        String filter = "(" + Constants.SERVICE_PID + "=" + WATCH + ")";
        Configuration[] found = admin.listConfigurations(filter);
        return found == null ? List.of() : List.of(found);
    }

    private Setting seconds() throws IOException {
        return settings.list().stream()
                .filter(part -> part.pid().equals(WATCH))
                .flatMap(part -> part.settings().stream())
                .filter(setting -> setting.key().equals("seconds"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void whatIsSetReachesTheHubAndIsUndone() throws Exception {
        assertThat(settings.list())
                .extracting(Part::pid)
                .contains(WATCH, "io.soribit.engine", "io.soribit.alert", "io.soribit.store")
                .doesNotContain("io.soribit.alert.rule", "org.apache.felix.http");
        assertThat(seconds().least()).isEqualTo("5");
        assertThat(seconds().most()).isEqualTo("3600");
        Change change = settings.set(WATCH, "seconds", "30", seconds().version(), "Minsu");
        assertThat(file()).hasContent("seconds = 30\n");
        Await.value("the hub has read it", () -> seconds().applied(), applied -> applied);
        assertThat(seconds().value()).isEqualTo("30");
        settings.undo(change.id(), "Minsu");
        assertThat(seconds().value()).isNotEqualTo("30");
    }
}
