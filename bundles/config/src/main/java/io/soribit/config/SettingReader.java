// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import io.soribit.api.setting.Settings;
import io.soribit.api.setting.Settings.Fault;
import io.soribit.api.setting.Settings.Kind;
import io.soribit.api.setting.Settings.Lock;
import io.soribit.api.setting.Settings.Setting;
import io.soribit.common.setting.EntryText;
import io.soribit.common.setting.SettingFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Dictionary;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One setting, from its definition, its file and the configuration that the hub has. */
final class SettingReader {
    private static final Pattern REFERENCE = Pattern.compile("\\$[\\[{]\\w+:[^\\]}]*[\\]}]");

    /** What stands for the login of an address, which is a password or a token. */
    private static final String MASKED = "//***@";

    private static final Pattern LOGIN = Pattern.compile("(?!//[*]{3}@)//[^/\\s]*@");

    private static final int VERSION_BYTES = 8;

    private final byte[] salt =
            ByteBuffer.allocate(Long.BYTES).putLong(new SecureRandom().nextLong()).array();

    /**
     * What a configuration is made of.
     *
     * @param pid of its definition
     * @param text of its file; null if there is none
     * @param used what the hub has of it; null if nothing
     */
    record Given(String pid, @Nullable EntryText text, @Nullable Dictionary<String, Object> used) {
        @Nullable String written(String key) {
            return text == null ? null : text.value(key).orElse(null);
        }

        /** What this form of the hub sets: what was read from a file is none of it. */
        @Nullable String ofHub(String key) {
            return used == null || used.get(Origin.FILE_KEY) != null ? null : used(key);
        }

        @Nullable String used(String key) {
            Object value = used == null ? null : used.get(key);
            return value == null ? null : Attribute.line(value);
        }
    }

    /** A setting as it may be shown. */
    Setting read(Given given, Attribute attribute, Range range, Words words) {
        String key = attribute.key();
        String written = given.written(key);
        String used = given.used(key);
        boolean plain = written == null || SettingFile.isPlain(written);
        String unwritten = written == null ? given.ofHub(key) : used;
        String value = written != null && plain ? written : unwritten;
        Fault fault = value == null || !SettingFile.isPlain(value) ? null : attribute.fault(value);
        return new Setting(
                key,
                words.names(),
                words.descriptions(),
                attribute.kind(),
                attribute.definition().getCardinality() != 0,
                attribute.kind() == Kind.SECRET ? List.of() : attribute.options(),
                range.least(),
                range.most(),
                shown(attribute, attribute.defaultValue()),
                shown(attribute, written != null && written.contains("$") ? written : value),
                origin(written, unwritten),
                isApplied(attribute, written, used, unwritten),
                fault,
                lock(given, key),
                version(written));
    }

    private static Settings.Origin origin(@Nullable String written, @Nullable String unwritten) {
        if (written != null) {
            return Settings.Origin.FILE;
        }
        return unwritten == null ? Settings.Origin.DEFAULT : Settings.Origin.HUB;
    }

    /** The hub has what the file says; a reference has been replaced there, or will be. */
    private static boolean isApplied(
            Attribute attribute,
            @Nullable String written,
            @Nullable String used,
            @Nullable String unwritten) {
        if (written == null) {
            return Objects.equals(used, unwritten);
        }
        if (!SettingFile.isPlain(written)) {
            return true;
        }
        return Objects.equals(same(attribute, written), used == null ? "" : same(attribute, used));
    }

    private static String same(Attribute attribute, String value) {
        try {
            return Attribute.line(attribute.accept(value));
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** An address as it may be logged. */
    static String withoutLogin(String value) {
        return LOGIN.matcher(value).replaceAll(MASKED);
    }

    /** What may be shown of a value. */
    static @Nullable String shown(Attribute attribute, @Nullable String value) {
        if (value == null || value.isEmpty() || REFERENCE.matcher(value).matches()) {
            return value;
        }
        boolean secret =
                attribute.kind() == Kind.SECRET
                        || SettingLocks.isCommand(attribute.key())
                        || LOGIN.matcher(value).find();
        return secret ? Settings.SECRET : value;
    }

    private static @Nullable Lock lock(Given given, String key) {
        Lock lock = SettingLocks.of(given.pid(), key);
        boolean byHand = given.text() != null && !given.text().isChangeable(key);
        return lock == null && byHand ? Lock.BY_HAND : lock;
    }

    /** Tells one value from another, and nothing of a secret: it is another one in the next hub. */
    String version(@Nullable String written) {
        if (written == null) {
            return "none";
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            byte[] hash = digest.digest(written.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Names and descriptions by language. */
    record Words(Map<String, String> names, Map<String, String> descriptions) {}
}
