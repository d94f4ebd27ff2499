// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Never says its name. */
@Component
public final class IdBlocks implements Notifier {
    @Override
    public String id() {
        block();
        return "";
    }

    @Override
    public void deliver(Alert alert) {}

    private static void block() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                continue;
            }
        }
    }
}
