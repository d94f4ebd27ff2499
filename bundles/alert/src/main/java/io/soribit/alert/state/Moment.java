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
    /** A clock that differs by more from what it should show has been set. */
    private static final Duration SET = Duration.ofSeconds(10);

    /** The monotonic time of something that is known by its wall time; never in the future. */
    public Duration timeOf(Instant earlier) {
        Duration age = Duration.between(earlier, wall);
        return age.isNegative() ? time : time.minus(age);
    }

    /**
     * The wall time of something earlier, by the clock as it is set now.
     *
     * @param noted its wall time as it was noted then
     */
    public Instant wallOf(Duration earlier, Instant noted) {
        Instant then = wall.minus(time.minus(earlier));
        return Duration.between(noted, then).abs().compareTo(SET) < 0 ? noted : then;
    }
}
