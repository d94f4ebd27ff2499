// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelDescriptor;
import io.soribit.api.hub.ModelCandidate;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;

/** How far a bundle's model has come. Thread-safe. */
final class Candidate implements ModelCandidate, ModelLoader.Progress {
    private static final int MOST_REASON = 1_000;

    private volatile ModelStatus status;

    /**
     * @param name stands for its id until its descriptor is read
     * @param place where it comes from
     */
    Candidate(String name, String place) {
        status = new ModelStatus(name, "", place, ModelState.FOUND, "");
    }

    @Override
    public ModelStatus status() {
        return status;
    }

    @Override
    public void checked(ModelDescriptor descriptor) {
        status =
                new ModelStatus(
                        descriptor.id(),
                        descriptor.version(),
                        status.place(),
                        ModelState.CHECKED,
                        "it is being tried out in a process of its own");
    }

    @Override
    public void probed() {
        status = status.with(ModelState.PROBED, "");
    }

    /**
     * @param reason of which everybody who asks for models gets the beginning
     */
    void refused(String reason) {
        status =
                status.with(
                        ModelState.REFUSED,
                        reason.substring(0, Math.min(reason.length(), MOST_REASON)));
    }
}
