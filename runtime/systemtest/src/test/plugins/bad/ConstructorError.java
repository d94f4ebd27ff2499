// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Cannot be linked. */
@Component
public final class ConstructorError implements Notifier {
    public ConstructorError() {
        throw new NoClassDefFoundError("com/nobody/Lamp");
    }

    @Override
    public String id() {
        return "ConstructorError";
    }

    @Override
    public void deliver(Alert alert) {}
}
