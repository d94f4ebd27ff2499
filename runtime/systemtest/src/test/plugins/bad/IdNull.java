// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Has no name, and no exception either. */
@Component
public final class IdNull implements Notifier {
    @Override
    public String id() {
        return null;
    }

    @Override
    public void deliver(Alert alert) {}
}
