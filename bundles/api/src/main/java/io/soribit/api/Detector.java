// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns the audio of one room into scored labels. The hub makes one of the active model and its
 * front end; others may be registered as services beside it. Thread-safe; each session is not.
 */
@ConsumerType
public interface Detector {
    /**
     * Unique name; part of each event as its {@code detector}.
     *
     * @return the name, the same as long as it is registered
     */
    String id();

    /**
     * What it can hear, in the order of its scores: ids of the ontology, or names of its own.
     *
     * @return without repetition; the same as long as it is registered
     */
    List<String> labels();

    /**
     * Calibrated threshold of one of its labels.
     *
     * @param label one of {@link #labels()}
     * @return scores in [0, 1] at which its sounds begin and end
     */
    Threshold thresholdOf(String label);

    /**
     * The lowest score of a label that is evidence enough where a model of the room, too, hears an
     * alarm, if faintly; as a rule there is none below the threshold.
     *
     * @param label one of {@link #labels()}
     * @return a score in [0, 1], at most the threshold's onset
     */
    default float provisionalOf(String label) {
        return thresholdOf(label).onset();
    }

    /**
     * Starts listening to one source.
     *
     * @param sampleRate of the audio that will be written, in Hz
     * @param hop time between scored windows; a detector with a rhythm of its own may ignore it
     * @return a new session, which the hub closes
     */
    DetectorSession open(int sampleRate, Duration hop);
}
