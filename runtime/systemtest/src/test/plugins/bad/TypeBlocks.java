// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import java.time.Duration;
import org.osgi.service.component.annotations.Component;

/** Never says which front end it is. */
@Component(property = "service.ranking:Integer=1000")
public final class TypeBlocks implements FrontEnd {
    @Override
    public String type() {
        block();
        return "log-mel";
    }

    @Override
    public FeatureStream open(FrontEndSpec spec, int sampleRate, Duration hop) {
        throw new IllegalStateException();
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
