// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.io.IOException;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Inspects configurations, one by one as they are delivered and all of them when asked. */
final class Inspector {
    private final ConfigurationAdmin configurations;
    private final Definitions definitions;
    private final KnownPids known;
    private final Problems problems;
    private final boolean namesUnread;

    /**
     * @param namesUnread whether what nothing reads is a problem
     */
    Inspector(
            ConfigurationAdmin configurations,
            Definitions definitions,
            KnownPids known,
            Problems problems,
            boolean namesUnread) {
        this.configurations = configurations;
        this.definitions = definitions;
        this.known = known;
        this.problems = problems;
        this.namesUnread = namesUnread;
    }

    /** Takes out of a configuration what its reader cannot use. */
    void inspect(Dictionary<String, Object> properties) {
        Origin origin = Origin.of(properties);
        Map<String, String> contents = Origin.contents(properties);
        List<Finding> findings =
                definitions
                        .of(origin.definedBy())
                        .map(definition -> Inspection.apply(definition, properties, origin.where()))
                        .orElse(List.of());
        problems.report(origin.pid(), contents, findings);
    }

    /** Inspects all configurations, also those that nobody reads. */
    synchronized void survey() throws IOException {
        definitions.refresh();
        Set<String> readers = known.all();
        Set<String> gone = new HashSet<>(problems.pids());
        for (Configuration configuration : all()) {
            Dictionary<String, Object> properties = configuration.getProperties();
            if (properties != null) {
                gone.remove(configuration.getPid());
                if (readers.contains(Origin.of(properties).definedBy())) {
                    inspect(properties);
                } else if (namesUnread) {
                    unread(properties);
                }
            }
        }
        gone.forEach(problems::forget);
    }

    private Configuration[] all() throws IOException {
        try {
            Configuration[] all = configurations.listConfigurations(null);
            return all == null ? new Configuration[0] : all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter to be wrong", e);
        }
    }

    private void unread(Dictionary<String, Object> properties) {
        Origin origin = Origin.of(properties);
        List<Finding> findings = List.of();
        if (origin.file() != null) {
            String message =
                    ": no part of the hub that runs reads '"
                            + origin.definedBy()
                            + "': "
                            + advice(origin.definedBy());
            findings = List.of(new Finding(false, origin.where() + message));
        }
        problems.report(origin.pid(), Origin.contents(properties), findings);
    }

    private String advice(String pid) {
        Set<String> readers = known.all();
        String[] instance = pid.split("~", 2);
        if (instance.length == 2 && readers.contains(instance[0])) {
            return "call the file " + instance[0] + "-" + instance[1] + ".cfg";
        }
        List<String> similar = Similar.to(pid, readers);
        return similar.isEmpty()
                ? "check its name, or remove it"
                : "did you mean " + String.join(" or ", similar) + "? Rename it";
    }
}
