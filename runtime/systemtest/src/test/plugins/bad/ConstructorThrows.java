// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Cannot be made. */
@Component
public final class ConstructorThrows implements Notifier {
    public ConstructorThrows() {
        throw new IllegalStateException("no lamp here");
    }

    @Override
    public String id() {
        return "ConstructorThrows";
    }

    @Override
    public void deliver(Alert alert) {}
}
