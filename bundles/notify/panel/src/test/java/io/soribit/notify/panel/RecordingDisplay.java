// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A display that records the calls it receives. */
final class RecordingDisplay implements PanelDriver, MessageBus {
    private final Queue<String> calls;
    final ManualClock clock = new ManualClock(PanelFixtures.ONSET);
    private final PanelDesk desk;
    volatile @Nullable Hearing hearing = PanelFixtures.hearing(null, "hall");

    RecordingDisplay(Queue<String> calls) {
        this.calls = calls;
        desk =
                new PanelDesk(
                        this,
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
    public String kind() {
        return "One";
    }

    @Override
    public String scheme() {
        return "one";
    }

    @Override
    public void show(String name, Alert alert) {
        calls.add(name + " show " + alert.id());
    }

    @Override
    public void fade(String name, Alert alert) {
        calls.add(name + " fade " + alert.id());
    }

    @Override
    public void hide(String name) {
        calls.add(name + " hide");
    }

    @Override
    public void last(String name, Alert alert) {
        calls.add(name + " last " + alert.id());
    }

    @Override
    public void listening(String name, Listening listening) {
        calls.add(name + " " + listening.words("en"));
    }

    @Override
    public void test(String name) {
        calls.add(name + " test");
    }

    @Override
    public void clear(String name) {
        calls.add(name + " clear");
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
