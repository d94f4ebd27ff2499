// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Reaches null. */
@Component
public final class TargetsNull implements Notifier {
    @Override
    public String id() {
        return "TargetsNull";
    }

    @Override
    public void deliver(Alert alert) {}

    @Override
    public Set<String> targets() {
        return null;
    }
}
