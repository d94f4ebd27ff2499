// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import io.soribit.api.source.LentMicrophones;
import io.soribit.common.concurrent.PeriodicTask;
import io.soribit.common.security.UserFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which microphones are lent; those of devices that were revoked are taken back within a second.
 */
@Component(service = LentMicrophones.class)
public final class Lender implements LentMicrophones {
    private static final Logger LOG = LoggerFactory.getLogger(Lender.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final LentFiles files;
    private final UserFile users;
    private final Map<String, String> rooms = new ConcurrentHashMap<>();
    private final Map<String, BrowserSource> sources = new ConcurrentHashMap<>();
    private final PeriodicTask task;

    @Activate
    public Lender(BundleContext context) throws IOException {
        this(Path.of(context.getProperty("soribit.data"), "etc"), PERIOD);
    }

    Lender(Path etc, Duration period) throws IOException {
        files = new LentFiles(etc);
        users = new UserFile(etc.resolve("page-users"));
        files.read().values().forEach(lent -> rooms.put(lent.device(), lent.room()));
        task = new PeriodicTask("soribit-browser-revoked", period, this::takeBackRevoked);
    }

    @Deactivate
    public void stop() {
        task.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindSource(BrowserSource source) {
        sources.put(source.device(), source);
    }

    public void unbindSource(BrowserSource source) {
        sources.remove(source.device(), source);
    }

    @Override
    public synchronized void lend(String device, String room) throws IOException {
        files.put(device, room);
        rooms.put(device, room);
        BrowserSource source = sources.get(device);
        if (source != null) {
            source.lend(source.room().equals(room)); // in another room its next instance hears
        }
        LOG.info("{} lends its microphone to room {}", named(device), room);
    }

    /** A source that is not there yet is about to start: the first second of audio is lost. */
    @Override
    public Receipt take(String device, byte[] packet) {
        BrowserSource source = sources.get(device);
        if (source != null) {
            Receipt receipt = source.take(packet);
            boolean moves = receipt == Receipt.NOT_LENT && rooms.containsKey(device);
            return moves ? Receipt.TAKEN : receipt;
        }
        return rooms.containsKey(device) ? Receipt.TAKEN : Receipt.NOT_LENT;
    }

    @Override
    public synchronized boolean takeBack(String device) throws IOException {
        boolean lent = files.remove(device);
        rooms.remove(device);
        BrowserSource source = sources.get(device);
        if (lent && source != null) {
            source.lend(false);
        }
        if (lent) {
            LOG.info("the microphone of {} is taken back", named(device));
        }
        return lent;
    }

    @Override
    public List<Lent> list() {
        return rooms.entrySet().stream()
                .map(entry -> new Lent(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Lent::device))
                .toList();
    }

    /** The page refuses a revoked device at once; here its room is given up. */
    private void takeBackRevoked() {
        if (rooms.isEmpty()) {
            return;
        }
        try {
            if (!users.hasEntries()) {
                return; // the page is only for this machine, and everybody on it may use it
            }
            Set<String> paired = users.read().keySet();
            for (String device : List.copyOf(rooms.keySet())) {
                if (!paired.contains(device)) {
                    LOG.info("{} was revoked", named(device));
                    takeBack(device);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String named(String device) {
        return device.isEmpty() ? "a browser on the hub's machine" : "'" + device + "'";
    }
}
