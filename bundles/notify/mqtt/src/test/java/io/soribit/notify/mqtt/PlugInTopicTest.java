// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.api.hub.PlugIns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlugInTopicTest implements MessageBus, PlugIns {
    private static final PlugInStatus FAILED =
            new PlugInStatus("bell.jar", "bell", "1.0.0", PlugInState.FAILED, "no such device");
    private static final PlugInStatus STARTED =
            new PlugInStatus("bell.jar", "bell", "1.0.0", PlugInState.STARTED, "");

    private final BlockingQueue<String> published = new LinkedBlockingQueue<>();
    private volatile List<PlugInStatus> plugIns = List.of(FAILED);
    private final PlugInTopic topic = new PlugInTopic(this, this);

    @AfterEach
    void stop() {
        topic.deactivate();
    }

    @Test
    void statesArePublishedWhenTheyChange() throws Exception {
        assertThat(published.poll(90, TimeUnit.SECONDS))
                .startsWith("soribit/hub/plugins [{\"file\":\"bell.jar\"")
                .contains("\"state\":\"failed\"", "\"message\":\"no such device\"");
        plugIns = List.of(STARTED);
        assertThat(published.poll(90, TimeUnit.SECONDS)).contains("\"state\":\"started\"");
        plugIns = List.of();
        assertThat(published.poll(90, TimeUnit.SECONDS)).isEqualTo("soribit/hub/plugins []");
    }

    @Override
    public List<PlugInStatus> list() {
        return plugIns;
    }

    @Override
    public boolean retry(String file) {
        return false;
    }

    @Override
    public void note(Class<?> type, String problem) {
        throw new UnsupportedOperationException();
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
    public void publish(String name, byte[] payload, int qos, boolean retained) {
        assertThat(retained).isTrue();
        published.add(name + " " + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        return () -> {};
    }
}
