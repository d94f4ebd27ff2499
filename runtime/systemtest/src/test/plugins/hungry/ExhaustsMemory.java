// SPDX-License-Identifier: Apache-2.0
package bad;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Takes all memory as it starts. */
@Component(immediate = true)
public final class ExhaustsMemory {
    private final List<byte[]> taken = new ArrayList<>();

    public ExhaustsMemory() {
        while (taken.add(new byte[1_000_000])) {
            Thread.onSpinWait();
        }
    }
}
