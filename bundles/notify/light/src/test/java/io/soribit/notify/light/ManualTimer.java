// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.notify.light.show.FlashTimer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A timer whose time the test moves. */
public final class ManualTimer implements FlashTimer {
    private record Task(Duration due, long number, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private Duration now = Duration.ofHours(1);
    private long number;

    @Override
    public Duration now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), number++, task));
    }

    public void advance(long millis) {
        Duration end = now.plusMillis(millis);
        while (!tasks.isEmpty() && tasks.peek().due.compareTo(end) <= 0) {
            Task task = tasks.remove();
            now = task.due;
            task.action.run();
        }
        now = end;
    }

    /** All that was planned is forgotten, as when a process dies. */
    public void forget() {
        tasks.clear();
    }

    public boolean isIdle() {
        return tasks.isEmpty();
    }
}
