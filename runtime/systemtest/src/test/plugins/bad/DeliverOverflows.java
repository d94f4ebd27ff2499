// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Delivers into itself. */
@Component
public final class DeliverOverflows implements Notifier {
    @Override
    public String id() {
        return "DeliverOverflows";
    }

    @Override
    public void deliver(Alert alert) {
        deliver(alert);
    }
}
