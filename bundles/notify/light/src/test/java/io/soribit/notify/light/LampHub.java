// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampControl;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.restore.LampLeases;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashShow;
import io.soribit.notify.light.show.FlashTimer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A hub with lamps, of which a test may start several, one after the other. */
public final class LampHub {
    /** As {@link LampKeeper} does when it finds a lamp. */
    private static final Duration FIRST_QUESTION = Duration.ofSeconds(1);

    private final FlashShow show;
    private final LampLeases leases;
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();
    private boolean dead;

    /** Forgets what it planned when it dies. */
    private final class Life implements FlashTimer {
        private final ManualTimer timer;

        Life(ManualTimer timer) {
            this.timer = timer;
        }

        @Override
        public Duration now() {
            return timer.now();
        }

        @Override
        public void after(Duration delay, Runnable task) {
            timer.after(
                    delay,
                    () -> {
                        if (!dead) {
                            task.run();
                        }
                    });
        }
    }

    /** Starts it with a journal in a file. */
    public LampHub(ManualTimer timer, MessageBus home, Path file, double rateHz, String... lamps) {
        this(timer, home, new LampJournal(file), rateHz, lamps);
    }

    /** Starts it. */
    public LampHub(
            ManualTimer timer,
            MessageBus home,
            LampJournal journal,
            double rateHz,
            String... lamps) {
        FlashTimer life = new Life(timer);
        leases = new LampLeases(home, life::soon, timer::now);
        List<LampControl> controls = new ArrayList<>();
        for (String text : lamps) {
            Lamp lamp = Lamp.parse(text);
            controls.add(
                    new LampControl(
                            lamp,
                            lamp.protocol("zigbee2mqtt", "soribit/hub"),
                            home,
                            journal,
                            leases,
                            timer::now));
        }
        show =
                new FlashShow(
                        controls, life, rateHz, FlashDurations.ofSeconds(3, 10, 20, 120), journal);
        for (LampControl control : controls) {
            for (String filter : control.protocol().reportTopics()) {
                subscriptions.add(
                        home.subscribe(
                                filter,
                                (topic, payload, retained) -> show.heard(control, topic, payload)));
            }
            life.after(FIRST_QUESTION, () -> control.inquire(timer.now()));
        }
        show.recover();
    }

    public void deliver(Alert alert) {
        show.deliver(alert);
    }

    public void remind(Alert alert) {
        show.remind(alert);
    }

    public void acknowledge(Alert alert) {
        show.acknowledge(alert);
    }

    /** Ends as it should. */
    public void stop() {
        show.stop();
    }

    /** After {@link #stop}: whether all lamps have reported that their state is restored. */
    public boolean settled() throws InterruptedException {
        return show.awaitSettled(Duration.ZERO);
    }

    /** Dies at once. */
    public void crash() {
        dead = true;
        leases.close();
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
