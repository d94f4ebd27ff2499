// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import io.soribit.notify.light.restore.LampControl;
import io.soribit.notify.light.restore.LampJournal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a show: the lamps are restored, and confirm it. Used on the timer only, but for {@link
 * #await}.
 */
final class ShutdownRestore {
    private final List<LampControl> lamps;
    private final FlashTimer timer;
    private final LampJournal journal;
    private final CountDownLatch settled = new CountDownLatch(1);
    private boolean rested;

    /**
     * @param lamps may become more
     */
    ShutdownRestore(List<LampControl> lamps, FlashTimer timer, LampJournal journal) {
        this.lamps = lamps;
        this.timer = timer;
        this.journal = journal;
    }

    /** Gives the lamps their state back, at once or after a while. */
    void begin(Duration wait) {
        if (wait.isZero()) {
            giveBack();
        } else {
            timer.after(wait, this::giveBack);
        }
    }

    /** The next show may begin at once: so this one ends only when a lamp may turn on again. */
    private void giveBack() {
        boolean changes = lamps.stream().anyMatch(LampControl::isBusy);
        lamps.forEach(lamp -> lamp.restoreAll(timer.now()));
        journal.save();
        if (changes) {
            timer.after(ShownPatterns.SHORTEST_PERIOD, this::rest);
        } else {
            rest();
        }
    }

    private void rest() {
        rested = true;
        check();
    }

    /** A lamp has reported: whether that was the last one. */
    void check() {
        if (rested) {
            lamps.forEach(lamp -> lamp.keepLease(timer.now()));
        }
        if (rested && lamps.stream().noneMatch(lamp -> lamp.maySettleSoon(timer.now()))) {
            settled.countDown();
        }
    }

    /** Waits until all lamps have confirmed their restored state. From any thread. */
    boolean await(Duration longest) throws InterruptedException {
        return settled.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    }
}
