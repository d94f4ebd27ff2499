// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import io.soribit.common.time.MonotonicClock;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Tuned;
import io.soribit.teach.sound.SoundFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again from where on each taught sound counts, as the history of the home grows: at each
 * call while that is less than a day, then once a day. Not thread-safe.
 */
final class Retuning {
    private static final Logger LOG = LoggerFactory.getLogger(Retuning.class);
    private static final Duration DAY = Duration.ofDays(1);
    private static final float GROWN = 1.25f;
    private static final float LESS = 0.5f;

    /** Spreads. */
    private static final float MOVED = 0.2f;

    private final SoundFolder folder;
    private final Prices prices;
    private final MonotonicClock clock;
    private final Map<String, Duration> looked = new HashMap<>();

    Retuning(SoundFolder folder, Prices prices, MonotonicClock clock) {
        this.folder = folder;
        this.prices = prices;
        this.clock = clock;
    }

    /** Looks at all that are due. May take some seconds for each. */
    void look() throws IOException {
        Map<String, OwnSound> sounds = folder.sounds((file, why) -> {});
        looked.keySet().retainAll(sounds.keySet());
        for (OwnSound own : sounds.values()) {
            if (due(own)) {
                look(own);
                looked.put(own.sound().id(), clock.now());
            }
        }
    }

    private boolean due(OwnSound own) {
        Tuned tuned = own.tuned();
        Duration last = looked.get(own.sound().id());
        return tuned == null
                || tuned.hours() < DAY.toHours()
                || last == null
                || clock.since(last).compareTo(DAY) >= 0;
    }

    private void look(OwnSound own) throws IOException {
        OwnSound next = prices.tuned(own);
        Tuned tuned = next.tuned();
        if (tuned != null && differs(own.tuned(), tuned) && folder.update(own, next)) {
            LOG.info(
                    "{} counts from {} spreads above what homes sound like, by {} hours of this"
                            + " home",
                    own.sound().id(),
                    tuned.onset(),
                    tuned.hours());
        }
    }

    /** Another hub that shares the sound may know the home for longer: that one decides. */
    private static boolean differs(@Nullable Tuned before, Tuned now) {
        if (before == null) {
            return true;
        }
        return now.hours() >= LESS * before.hours()
                && (Math.abs(now.onset() - before.onset()) >= MOVED
                        || now.hours() >= GROWN * before.hours());
    }
}
