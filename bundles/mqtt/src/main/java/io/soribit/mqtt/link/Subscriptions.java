// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import io.soribit.api.MessageBus.Handler;
import io.soribit.api.MessageBus.Subscription;
import io.soribit.common.log.LogText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers of messages, by topic filter. Thread-safe. */
public final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    /**
     * A filter as it is to be subscribed.
     *
     * @param id subscription identifier
     * @param version changes when a handler is added, which needs the retained messages
     */
    record Filter(int id, int version) {}

    private static final class Member {
        final int id;
        final TopicFilter filter;
        final Handler handler;

        Member(int id, TopicFilter filter, Handler handler) {
            this.id = id;
            this.filter = filter;
            this.handler = handler;
        }
    }

    private final Runnable changed;
    private final Map<String, Filter> filters = new LinkedHashMap<>();
    private final List<Member> members = new ArrayList<>();
    private int lastId;

    /**
     * @param changed called after each change, outside of all locks
     */
    public Subscriptions(Runnable changed) {
        this.changed = changed;
    }

    public Subscription add(String filter, Handler handler) {
        TopicFilter parsed = new TopicFilter(filter);
        Member member;
        synchronized (this) {
            Filter now =
                    filters.merge(
                            filter,
                            new Filter(lastId + 1, 1),
                            (old, fresh) -> new Filter(old.id, old.version + 1));
            lastId = Math.max(lastId, now.id);
            member = new Member(now.id, parsed, handler);
            members.add(member);
        }
        changed.run();
        return () -> remove(member);
    }

    private void remove(Member member) {
        synchronized (this) {
            members.remove(member);
            if (members.stream().noneMatch(m -> m.id == member.id)) {
                filters.values().removeIf(w -> w.id == member.id);
            }
        }
        changed.run();
    }

    synchronized Map<String, Filter> filters() {
        return new LinkedHashMap<>(filters);
    }

    /**
     * Calls the handlers: the broker sends a copy for each of several overlapping subscriptions.
     */
    public void dispatch(Received message) {
        List<Member> receivers;
        synchronized (this) {
            receivers =
                    members.stream()
                            .filter(
                                    m ->
                                            message.ids.isEmpty()
                                                    ? m.filter.matches(message.topic)
                                                    : message.ids.contains(m.id))
                            .toList();
        }
        for (Member member : receivers) {
            try {
                member.handler.message(
                        message.topic, message.payload, message.retained, message.correlation);
            } catch (Throwable e) {
                LOG.error(
                        "a handler of the MQTT topic {} failed; the others continue",
                        LogText.of(message.topic),
                        e);
            }
        }
    }
}
