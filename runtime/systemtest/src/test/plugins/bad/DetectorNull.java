// SPDX-License-Identifier: Apache-2.0
package bad;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Threshold;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Does not say who it is. */
@Component
public final class DetectorNull implements Detector {
    @Override
    public String id() {
        return null;
    }

    @Override
    public List<String> labels() {
        return null;
    }

    @Override
    public Threshold thresholdOf(String label) {
        return null;
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return null;
    }
}
