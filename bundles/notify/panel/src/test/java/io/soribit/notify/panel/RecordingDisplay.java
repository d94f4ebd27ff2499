// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Displays of one kind at a broker that is always there; what they show is recorded. */
final class RecordingDisplay implements MessageBus {
    private final Queue<String> calls;
    final ManualClock clock = new ManualClock(PanelFixtures.ONSET);
    private final PanelDesk desk;
    volatile @Nullable Hearing hearing = PanelFixtures.hearing(null, "hall");

    RecordingDisplay(Queue<String> calls) {
        this.calls = calls;
        desk =
                new PanelDesk(
                        new RecordingDriver("One", calls),
                        this,
                        new Panels(List.of(), "etc/one.cfg", null),
                        clock,
                        Duration.ofSeconds(60),
                        () -> hearing);
    }

    PanelDesk desk() {
        return desk;
    }

    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public String address() {
        return "tcp://127.0.0.1:1883";
    }

    @Override
    public String root() {
        return "soribit/hub";
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, boolean retained) {
        calls.add(topic);
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        throw new UnsupportedOperationException(filter);
    }
}
