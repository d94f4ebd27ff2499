// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.hub.PlugInStatus;
import io.soribit.api.hub.PlugIns;
import io.soribit.common.concurrent.PeriodicTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the states of the plug-ins of the running hub to a file whenever they change. */
@Component(
        immediate = true,
        service = {})
public final class PlugInsReport {
    private static final Logger LOG = LoggerFactory.getLogger(PlugInsReport.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final PlugIns plugIns;
    private final PlugInsFile file;
    private final PeriodicTask task;
    private List<PlugInStatus> written = List.of();
    private boolean first = true;
    private boolean failing;

    @Activate
    public PlugInsReport(BundleContext context, @Reference PlugIns plugIns) {
        this.plugIns = plugIns;
        file = new PlugInsFile(Path.of(context.getProperty("soribit.data")));
        task = new PeriodicTask("soribit-plugins-report", Duration.ZERO, PERIOD, this::report);
    }

    private void report() {
        List<PlugInStatus> current = plugIns.list();
        if (!first && current.equals(written)) {
            return;
        }
        try {
            file.write(current);
            written = current;
            first = false;
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn("'soribit plugins' shows no states: {}; trying again", e.toString());
            }
            failing = true;
        }
    }

    @Deactivate
    void stop() {
        task.close();
        try {
            file.delete();
        } catch (IOException e) {
            LOG.warn("the file of plug-in states was not deleted: {}", e.toString());
        }
    }
}
