// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Has no name. */
@Component
public final class IdThrows implements Notifier {
    @Override
    public String id() {
        throw new IllegalStateException("no name");
    }

    @Override
    public void deliver(Alert alert) {}
}
