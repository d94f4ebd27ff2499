// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import org.osgi.service.component.annotations.Component;

/** Is never made. */
@Component
public final class ConstructorBlocks implements Notifier {
    public ConstructorBlocks() {
        block();
    }

    @Override
    public String id() {
        return "ConstructorBlocks";
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
