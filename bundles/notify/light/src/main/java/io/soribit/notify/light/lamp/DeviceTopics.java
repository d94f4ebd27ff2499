// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.soribit.api.MessageBus;
import io.soribit.common.log.LogText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Topics on which devices describe themselves. Messages are read one after another. */
final class DeviceTopics implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LampFinder.class);

    private final MessageBus bus;
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();
    private final Set<String> malformed = ConcurrentHashMap.newKeySet();

    /** What is done with a message. */
    @FunctionalInterface
    interface Reader {
        /**
         * Reads a message.
         *
         * @param payload empty if a retained message was deleted
         * @throws IOException if it is malformed
         */
        void read(String topic, byte[] payload) throws IOException;
    }

    DeviceTopics(MessageBus bus) {
        this.bus = bus;
    }

    void read(String filter, Reader reader) {
        subscriptions.add(
                bus.subscribe(
                        filter,
                        (topic, payload, retained) -> {
                            try {
                                synchronized (this) {
                                    reader.read(topic, payload);
                                }
                                malformed.remove(topic);
                            } catch (IOException e) {
                                warn(topic, e);
                            }
                        }));
    }

    /** Once for each topic until it is understood again. */
    private void warn(String topic, IOException error) {
        if (malformed.size() < FoundLamps.MOST && malformed.add(topic)) {
            LOG.warn(
                    "ignoring malformed message on {}: {}; check what"
                            + " sends it, and update its firmware",
                    LogText.of(topic),
                    error instanceof JsonProcessingException
                            ? "no JSON"
                            : LogText.of(error.getMessage()));
        }
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
