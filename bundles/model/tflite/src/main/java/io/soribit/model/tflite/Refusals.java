// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Bundles whose models were refused, and why. At the console: {@code soribit:refused}. Thread-safe.
 */
@Component(
        service = Refusals.class,
        property = {"osgi.command.scope=soribit", "osgi.command.function=refused"})
public final class Refusals {
    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

    @Activate
    public Refusals() {}

    /** One line per refused bundle: its name and the reason. */
    public List<String> refused() {
        return reasons.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    }

    void add(String bundle, String reason) {
        reasons.put(bundle, reason);
    }

    void remove(String bundle) {
        reasons.remove(bundle);
    }
}
