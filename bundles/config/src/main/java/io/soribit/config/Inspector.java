// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.common.text.Suggestions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Checks configurations, each as it is delivered, and all of them on request. */
final class Inspector {
    private static final String EVERYTHING = "*";

    private final ConfigurationAdmin configurations;
    private final Definitions definitions;
    private final KnownPids known;
    private final Problems problems;
    private final PageHost pageHost;
    private final SecretReferences references;
    private final Set<String> elsewhere;

    /**
     * @param elsewhere PIDs that need no reader here; * means all
     */
    Inspector(
            ConfigurationAdmin configurations,
            Definitions definitions,
            KnownPids known,
            Problems problems,
            PageHost pageHost,
            SecretReferences references,
            Set<String> elsewhere) {
        this.configurations = configurations;
        this.definitions = definitions;
        this.known = known;
        this.problems = problems;
        this.pageHost = pageHost;
        this.references = references;
        this.elsewhere = elsewhere;
    }

    /** Removes the invalid values from a configuration that is being delivered. */
    void inspect(Dictionary<String, Object> properties) {
        Origin origin = Origin.of(properties);
        Map<String, String> contents = Origin.contents(properties);
        problems.delivered(origin.pid(), contents, findings(origin, properties));
    }

    private List<Finding> findings(Origin origin, Dictionary<String, Object> properties) {
        SecretReferences.Resolved resolved = references.resolve(origin, properties);
        List<Finding> findings = new ArrayList<>(pageHost.check(origin, properties));
        definitions
                .of(origin.definedBy())
                .map(definition -> Inspection.apply(definition, properties, origin.where()))
                .ifPresent(findings::addAll);
        findings.replaceAll(resolved::hide);
        findings.addAll(resolved.findings());
        return findings;
    }

    /** Checks all configurations, also those that no component reads. */
    synchronized void survey() throws IOException {
        definitions.refresh();
        Set<String> readers = known.all();
        Set<String> present = new HashSet<>();
        long before = problems.deliveries();
        for (Configuration configuration : all()) {
            survey(configuration, readers).ifPresent(present::add);
        }
        problems.retain(before, present);
    }

    /** Checks one, and returns its PID; empty if it was deleted meanwhile. */
    private Optional<String> survey(Configuration configuration, Set<String> readers) {
        try {
            while (true) {
                long before = problems.deliveries();
                Dictionary<String, Object> properties = configuration.getProperties();
                if (properties == null) {
                    return Optional.empty();
                }
                Origin origin = Origin.of(properties);
                boolean read = readers.contains(origin.definedBy());
                if (!read && elsewhere.contains(EVERYTHING)) {
                    return Optional.of(origin.pid());
                }
                Map<String, String> contents = Origin.contents(properties);
                List<Finding> findings = read ? findings(origin, properties) : unread(origin);
                if (problems.read(before, origin.pid(), contents, findings)) {
                    return Optional.of(origin.pid());
                }
            }
        } catch (IllegalStateException e) {
            return Optional.empty(); // deleted since it was listed
        }
    }

    private Configuration[] all() throws IOException {
        try {
            Configuration[] all = configurations.listConfigurations(null);
            return all == null ? new Configuration[0] : all;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter was given", e);
        }
    }

    private List<Finding> unread(Origin origin) {
        if (origin.file() == null || elsewhere.contains(origin.definedBy())) {
            return List.of();
        }
        String message =
                ": no running component reads '"
                        + origin.definedBy()
                        + "': "
                        + advice(origin.definedBy());
        return List.of(new Finding(false, origin.where() + message));
    }

    private String advice(String pid) {
        Set<String> readers = known.all();
        String[] instance = pid.split("~", 2);
        if (instance.length == 2 && readers.contains(instance[0])) {
            return "rename the file to " + instance[0] + "-" + instance[1] + ".cfg";
        }
        List<String> similar = Suggestions.to(pid, readers);
        return similar.isEmpty()
                ? "check its name, or remove it"
                : "did you mean " + String.join(" or ", similar) + "? Rename it";
    }
}
