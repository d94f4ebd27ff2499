// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Delivers with what is not there. */
@Component
public final class DeliverError implements Notifier {
    @Override
    public String id() {
        return "DeliverError";
    }

    @Override
    public void deliver(Alert alert) {
        throw new NoClassDefFoundError("com/nobody/Lamp");
    }
}
