// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.setting.Settings.Fault;
import io.soribit.api.setting.Settings.InvalidValueException;
import io.soribit.api.setting.Settings.Kind;
import io.soribit.common.setting.EntryFolder;
import io.soribit.config.SettingCatalog.Found;
import io.soribit.config.SettingReader.Given;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Secrets in a file are for the address in that file: whoever sets another address there need not
 * know them, and must not receive them.
 */
final class SecretGuard {
    private static final String ADDRESS = "url";

    private SecretGuard() {}

    /** Whether a value is another address for secrets that are set. */
    static boolean exposes(Found found, @Nullable String next) {
        String key = found.attribute().key();
        return key.equals(ADDRESS)
                && !Objects.equals(next, set(found.given(), key))
                && found.definition().attributes().stream()
                        .filter(other -> other.kind() == Kind.SECRET && !other.key().equals(key))
                        .anyMatch(other -> isSet(found.given(), other.key()));
    }

    /**
     * Whether undoing a change would set a secret again although the address was changed since.
     *
     * @param all changes, the newest first
     */
    static boolean revives(Found found, EntryFolder.Change made, List<EntryFolder.Change> all) {
        return found.attribute().kind() == Kind.SECRET
                && made.before() != null
                && all.stream()
                        .takeWhile(later -> !later.id().equals(made.id()))
                        .map(EntryFolder.Change::place)
                        .anyMatch(
                                place ->
                                        place.file().equals(made.place().file())
                                                && place.key().equals(ADDRESS));
    }

    static InvalidValueException refusal(Found found) {
        return new InvalidValueException(
                Fault.SECRETS,
                found.attribute().key()
                        + ": secrets are kept for one address only; set them to their default"
                        + " first, then change the address, and set them again",
                found.setting());
    }

    /** In the file, or still in use: the hub takes a key whatever its case. */
    private static boolean isSet(Given given, String key) {
        return isText(given.written(key)) || isText(given.used(key));
    }

    private static boolean isText(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static @Nullable String set(Given given, String key) {
        String written = given.written(key);
        return written == null ? given.ofHub(key) : written;
    }
}
