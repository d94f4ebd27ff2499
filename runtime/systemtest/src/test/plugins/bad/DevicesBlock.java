// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Never says which devices there are. */
@Component
public final class DevicesBlock implements Devices {
    @Override
    public List<Device> devices() {
        block();
        return List.of();
    }

    @Override
    public void test(String id) {}

    @Override
    public void use(String id, boolean used) {}

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
