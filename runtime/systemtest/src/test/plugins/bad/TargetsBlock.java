// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Never says whom it reaches. */
@Component
public final class TargetsBlock implements Notifier {
    @Override
    public String id() {
        return "TargetsBlock";
    }

    @Override
    public void deliver(Alert alert) {}

    @Override
    public Set<String> targets() {
        block();
        return Set.of();
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
