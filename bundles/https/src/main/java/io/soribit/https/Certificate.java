// SPDX-License-Identifier: Apache-2.0
package io.soribit.https;

import io.soribit.common.tls.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The page's certificate, which changes as time passes: the person's own as its files change, that
 * of the hub's authority as the names of the machine change or its end is near. Not thread-safe.
 */
final class Certificate {
    /** Where the names of the machine come from. */
    interface Names {
        Set<String> now() throws IOException;
    }

    private final @Nullable Given given;
    private final Authority authority;
    private final Names names;
    private final Clock clock;
    private @Nullable Shown shown;
    private Object state = "";

    /**
     * Files of the person's own.
     *
     * @param key null: in the same file
     */
    record Given(Path certificate, @Nullable Path key, String password) {
        private String state() throws IOException {
            return time(certificate) + (key == null ? "" : time(key));
        }

        private static String time(Path file) throws IOException {
            return Files.exists(file)
                    ? Files.getLastModifiedTime(file) + " " + Files.size(file) + " "
                    : "";
        }
    }

    /**
     * @param given null for that of the authority
     */
    Certificate(@Nullable Given given, Authority authority, Names names, Clock clock) {
        this.given = given;
        this.authority = authority;
        this.names = names;
        this.clock = clock;
    }

    /**
     * The one to show now; the same object as long as nothing has changed.
     *
     * @throws IOException whose message says what to do
     */
    Shown now() throws IOException {
        Object latest = given == null ? names.now() : given.state();
        Shown last = shown;
        if (last != null && latest.equals(state) && !isDue(last)) {
            return last;
        }
        Shown next =
                given == null ? authority.certificate(names.now(), clock.instant()) : shown(given);
        shown = next;
        state = latest;
        return next;
    }

    private boolean isDue(Shown last) {
        return given == null && Authority.isDue(last.end(), clock.instant());
    }

    private static Shown shown(Given given) throws IOException {
        Identity own = Identity.read(given.certificate(), given.key(), given.password());
        return Shown.of(own, own.end(), null);
    }
}
