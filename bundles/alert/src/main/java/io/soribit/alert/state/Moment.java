// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time.
 *
 * @param wall to be shown and recorded; it steps when the clock is set
 * @param time monotonic, for all that is computed
 */
public record Moment(Instant wall, Duration time) {
    /** The monotonic time of something that is known by its wall time; never in the future. */
    public Duration timeOf(Instant earlier) {
        Duration age = Duration.between(earlier, wall);
        return age.isNegative() ? time : time.minus(age);
    }
}
