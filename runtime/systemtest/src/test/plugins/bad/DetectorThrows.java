// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Listens to no source. */
@Component
public final class DetectorThrows implements Detector {
    @Override
    public String id() {
        return "DetectorThrows";
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
        throw new NoClassDefFoundError("com/nobody/Ear");
    }
}
