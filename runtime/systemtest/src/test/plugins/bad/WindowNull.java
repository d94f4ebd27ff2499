// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Its retry window is null. */
@Component
public final class WindowNull implements Notifier {
    @Override
    public String id() {
        return "WindowNull";
    }

    @Override
    public void deliver(Alert alert) {}

    @Override
    public Optional<Duration> retryWindow() {
        return null;
    }
}
