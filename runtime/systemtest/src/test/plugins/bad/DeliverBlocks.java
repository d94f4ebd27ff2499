// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Never delivers. */
@Component
public final class DeliverBlocks implements Notifier {
    @Override
    public String id() {
        return "DeliverBlocks";
    }

    @Override
    public void deliver(Alert alert) {
        block();
    }

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
