// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Never comes back from a window, in whichever room. */
@Component
public final class DetectorBlocks implements Detector {
    @Override
    public String id() {
        return "DetectorBlocks";
    }

    @Override
    public List<String> labels() {
        return List.of("doorbell");
    }

    @Override
    public Threshold thresholdOf(String label) {
        return new Threshold(0.5f, 0.5f);
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return new DetectorSession() {
            @Override
            public void write(float[] samples, int offset, int length, ScoreSink sink) {
                block();
            }

            @Override
            public void close() {}
        };
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
