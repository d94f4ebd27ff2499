// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import io.soribit.cluster.share.Members;
import io.soribit.common.concurrent.PeriodicTask;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This hub's membership of the cluster. It is opened again while it fails, and when addresses have
 * changed while nobody else is there. Thread-safe.
 */
public final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final String CLUSTER = "soribit";

    /** Of one message: what it is wrapped into has to fit into a frame, too. */
    public static final int MOST_BYTES = EncryptedTcp.MOST_BYTES - 4_096;

    private static final int MISSES = 3; // in as many looks

    private final LinkSettings settings;
    private final LinkListener listener;
    private final PeriodicTask task;
    private @Nullable JChannel channel;
    private boolean closed;
    private volatile String problem = "it is being opened";
    private volatile String missing = "";
    private int misses;
    private @Nullable Addresses addresses;

    /** Joins, on a thread of its own. */
    public Link(LinkSettings settings, LinkListener listener) {
        this.settings = settings;
        this.listener = listener;
        task = new PeriodicTask("soribit-cluster-link", Duration.ZERO, PERIOD, this::check);
    }

    /** Why this hub cannot join; empty if it has, also if it is alone. */
    public String problem() {
        return problem;
    }

    /**
     * Which partners are not connected, while others are: those whose names are unknown, or how
     * many of how many are, such as {@code 1/2}; empty if all are.
     */
    public String missing() {
        return missing;
    }

    /**
     * Sends to all other members, if it has joined.
     *
     * @param payload at most {@link #MOST_BYTES}
     */
    public void send(byte[] payload) throws IOException {
        JChannel open = channel();
        if (open == null || !open.isConnected()) {
            return;
        }
        try {
            open.send(new BytesMessage(null, payload));
        } catch (Exception e) { // JGroups declares no other
            throw new IOException(e);
        }
    }

    /** Null while it has not joined. */
    synchronized @Nullable JChannel channel() {
        return channel;
    }

    private void check() {
        JChannel open = channel();
        if (open != null && open.isConnected() && open.getView().size() > 1) {
            failed("");
            look(open.getView().size() - 1);
            return;
        }
        missing = "";
        misses = 0;
        try {
            Addresses now = Addresses.of(settings);
            if (open == null || !open.isConnected() || !now.equals(addresses)) {
                leave();
                join(now);
            }
            failed("");
        } catch (Exception e) { // JGroups declares no other
            failed(String.valueOf(e.getMessage()));
        }
    }

    /** A partner that has just left, or is about to come, is not missing yet. */
    private void look(int connected) {
        try {
            Addresses now = Addresses.of(settings);
            int others = now.others(settings.port());
            misses = connected < others ? misses + 1 : 0;
            missing = misses < MISSES ? "" : text(now.unknown(), connected, others);
        } catch (IOException e) {
            LOG.debug("partners cannot be looked up: {}", e.toString());
        }
    }

    private static String text(List<String> unknown, int connected, int others) {
        return unknown.isEmpty() ? connected + "/" + others : String.join(", ", unknown);
    }

    private void failed(String why) {
        if (!why.isEmpty() && !why.equals(problem)) {
            LOG.warn(
                    "the cluster cannot be joined: {}; this hub hears all its sources, and tries"
                            + " again every {} s",
                    why,
                    PERIOD.toSeconds());
        }
        problem = why;
    }

    private void join(Addresses now) throws Exception {
        JChannel next = new JChannel(Stack.of(settings, now, listener::stranger));
        try {
            next.setName(settings.name());
            next.setDiscardOwnMessages(true);
            next.setReceiver(new Inbox(next));
            next.connect(CLUSTER);
            addresses = now;
            keep(next);
        } catch (Throwable e) {
            next.close();
            throw e;
        }
    }

    /** Unless this was closed while it joined. */
    private void keep(JChannel joined) {
        synchronized (this) {
            if (!closed) {
                channel = joined;
                return;
            }
        }
        joined.close();
    }

    private void leave() {
        JChannel open;
        synchronized (this) {
            open = channel;
            channel = null;
        }
        if (open != null) {
            open.close();
            listener.members(Members.ALONE);
        }
    }

    /** Leaves, so that the others take over at once. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        task.close();
        leave();
    }

    /** Foreign threads come in here. */
    private final class Inbox implements Receiver {
        private final JChannel of;

        Inbox(JChannel of) {
            this.of = of;
        }

        @Override
        public void viewAccepted(View view) {
            listener.members(
                    new Members(
                            id(view.getCreator()) + "|" + view.getViewId().getId(),
                            id(of.getAddress()),
                            view.getMembers().stream().map(Inbox::id).toList()));
        }

        @Override
        public void receive(Message message) {
            listener.message(id(message.getSrc()), bytes(message));
        }

        private static byte[] bytes(Message message) {
            byte[] all = message.getArray();
            int from = message.getOffset();
            return Arrays.copyOfRange(all, from, from + message.getLength());
        }

        private static String id(Address address) {
            return ((UUID) address).toStringLong();
        }
    }
}
