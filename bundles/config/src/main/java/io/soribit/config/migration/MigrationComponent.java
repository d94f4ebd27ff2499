// SPDX-License-Identifier: Apache-2.0
package io.soribit.config.migration;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates the configuration before its files are read, for {@code run} alone, which has the data
 * folder for itself: a command may be of another version than the hub beside it.
 */
@Component(
        immediate = true,
        service = {})
public final class MigrationComponent {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationComponent.class);

    @Activate
    public MigrationComponent(BundleContext context) {
        @Nullable String data = context.getProperty("soribit.data");
        if (data == null || !"run".equals(context.getProperty("soribit.command"))) {
            return;
        }
        try {
            new ConfigurationFolder(Path.of(data), Migration.all(), LOG::warn).migrate();
        } catch (IOException e) {
            LOG.error(
                    "the configuration cannot be migrated: settings with former names are without"
                            + " effect",
                    e);
        }
    }
}
