// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import io.soribit.api.hub.HealthCheck.Result;
import io.soribit.common.security.UserFile;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the page open to the home while it is to be, has an administrator and a certificate; looked
 * at again and again, on one thread. Results are read on any.
 */
final class Opening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final int LOOKS_BEFORE_RETRY = 8;

    /** As the hub starts, this may be there before the web server. */
    private static final int LOOKS_FOR_SERVER = 60;

    private static final Duration SOON = Duration.ofDays(14);
    private static final String RENEW =
            "put a new one in its place: it is used at once, without a restart";

    private final boolean enabled;
    private final String host;
    private final int port;
    private final Certificate certificate;
    private final UserFile users;
    private final Entry entry;
    private final Clock clock;
    private @Nullable EncryptedConnector connector;
    private @Nullable Shown shown;
    private int told;
    private Result opened = Result.ok("");
    private int waits;
    private int looks;
    private volatile List<Result> results = List.of();

    Opening(
            boolean enabled,
            String host,
            int port,
            Certificate certificate,
            UserFile users,
            Entry entry,
            Clock clock) {
        this.enabled = enabled;
        this.host = host;
        this.port = port;
        this.certificate = certificate;
        this.users = users;
        this.entry = entry;
        this.clock = clock;
    }

    /** Makes it as it should be now. */
    void look() {
        if (!enabled) {
            return;
        }
        if (!hasAdministrator()) {
            close();
            say(
                    Result.warn(
                            "the page is not open to the home: it has no administrator, and"
                                    + " everybody in the network could read the home and silence"
                                    + " its alerts",
                            "add one: soribit page user NAME"));
            return;
        }
        if (waits > 0) {
            waits--;
            return;
        }
        try {
            open(certificate.now());
        } catch (Exception e) { // whatever TLS and the web server throw
            LOG.debug("the page cannot be opened to the home", e);
            if (connector == null) {
                waits = LOOKS_BEFORE_RETRY;
            }
            say(Result.critical("the page's certificate: " + e.getMessage(), remedy()));
        }
    }

    private String remedy() {
        return connector == null
                ? "until then only this machine can open the page"
                : "until then the page shows the one before";
    }

    private void open(Shown next) throws Exception {
        EncryptedConnector open = connector;
        if (open == null) {
            open = new EncryptedConnector(host, port, next.context());
            connector = open;
            entry.open(open);
        } else if (!next.equals(shown)) {
            open.show(next.context());
            told = 0;
        }
        shown = next;
        int at = open.port();
        if (at > 0) {
            tell(next, at);
        } else if (open.isTaken() || ++looks > LOOKS_FOR_SERVER) {
            String what = open.isTaken() ? "another program may use it" : "no web server runs";
            close();
            waits = LOOKS_BEFORE_RETRY;
            say(
                    Result.critical(
                            "the page is not open to the home: nothing listens at "
                                    + (host + ":" + port + " (" + what + ")"),
                            "another port in etc/io.soribit.https.cfg"));
        }
    }

    private void tell(Shown next, int at) throws GeneralSecurityException, IOException {
        if (told != at) {
            told = at;
            String host = HomeNames.best(HomeNames.now(List.of()));
            URI address = URI.create("https://" + host + ":" + at + "/");
            entry.tell(address, next.authority());
            opened = Result.ok("the page is open to the home: " + address + trust(next, address));
        }
        Instant now = clock.instant();
        if (now.isAfter(next.end())) {
            say(Result.critical("the page's certificate expired on " + next.end(), RENEW));
        } else if (now.plus(SOON).isAfter(next.end())) {
            say(Result.warn("the page's certificate expires on " + next.end(), RENEW));
        } else {
            say(opened);
        }
    }

    private static String trust(Shown shown, URI address) throws GeneralSecurityException {
        String print = shown.fingerprint();
        return print.isEmpty()
                ? ""
                : " (devices trust it once, at " + address + "trust.html; SHA-256 " + print + ")";
    }

    private boolean hasAdministrator() {
        try {
            return users.hasRole("admin");
        } catch (IOException e) {
            return false; // the page refuses all requests then, and logs why
        }
    }

    private void say(Result result) {
        if (!results.equals(List.of(result))) {
            results = List.of(result);
            String text =
                    result.message() + (result.remedy().isEmpty() ? "" : ": " + result.remedy());
            switch (result.status()) {
                case OK -> LOG.info("{}", text);
                case WARN -> LOG.warn("{}", text);
                case CRITICAL -> LOG.error("{}", text);
            }
        }
    }

    List<Result> results() {
        return results;
    }

    @Override
    public void close() {
        entry.close();
        connector = null;
        shown = null;
        told = 0;
        looks = 0;
    }
}
