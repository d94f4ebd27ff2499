// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All settings that the bundles of the hub describe, each an entry of a file in {@code etc}. A
 * change takes effect when the hub has read the file, within two seconds. Thread-safe; may block on
 * the disk.
 */
@ProviderType
public interface Settings {
    /** Stands for a secret. */
    String SECRET = "***";

    /** What a value is. */
    enum Kind {
        /** Any text. */
        TEXT,
        /** A text that is written, not shown. */
        SECRET,
        /** A whole number. */
        WHOLE,
        /** A number. */
        NUMBER,
        /** {@code true} or {@code false}. */
        SWITCH,
        /** One character. */
        CHARACTER
    }

    /** Where a value comes from. */
    enum Origin {
        /** A person has written it to the file. */
        FILE,
        /** The hub sets it in this form of it, such as the demo. */
        HUB,
        /** Nobody has set it. */
        DEFAULT
    }

    /** Why a setting cannot be changed here. */
    enum Lock {
        /** Its file is written in a form that only people can change. */
        BY_HAND,
        /** It could run programs or weaken a check, so it is only changed in its file. */
        SAFETY,
        /** It has a part of the page of its own. */
        ELSEWHERE
    }

    /** What is wrong with a value. */
    enum Fault {
        /** It is no whole number. */
        WHOLE,
        /** It is no number. */
        NUMBER,
        /** It is less than the least or more than the most. */
        RANGE,
        /** It is none of the options. */
        OPTION,
        /** It is neither {@code true} nor {@code false}. */
        SWITCH,
        /** It is not one character. */
        CHARACTER,
        /** It has characters that mean something else in a file. */
        CHARACTERS,
        /** There must be one. */
        MISSING,
        /** It is too long. */
        LONG,
        /** Secrets that are kept for one address would be sent to another one. */
        SECRETS
    }

    /**
     * A setting.
     *
     * @param key of the entry in the file
     * @param names by language, with {@code en}
     * @param descriptions by language; may be empty
     * @param list whether several values are separated by commas
     * @param options the only values; empty if others are possible
     * @param least null without a least value
     * @param most null without a most value
     * @param usual the default; null if there is none
     * @param value as it is set; null if it is not. A secret is {@link #SECRET}
     * @param applied whether the hub uses it now; not if the file was only just written
     * @param fault why the hub uses the default instead; null if it does not
     * @param lock why it cannot be changed here; null if it can
     * @param version another one after each change of it
     */
    record Setting(
            String key,
            Map<String, String> names,
            Map<String, String> descriptions,
            Kind kind,
            boolean list,
            List<String> options,
            @Nullable String least,
            @Nullable String most,
            @Nullable String usual,
            @Nullable String value,
            Origin origin,
            boolean applied,
            @Nullable Fault fault,
            @Nullable Lock lock,
            String version) {
        /** Copies what could change. */
        public Setting {
            names = Map.copyOf(names);
            descriptions = Map.copyOf(descriptions);
            options = List.copyOf(options);
        }
    }

    /**
     * The settings of one part of the hub.
     *
     * @param pid of its configuration, {@code FACTORY~NAME} if there may be several
     * @param file in {@code etc}, whether it is there or not
     * @param names by language, with {@code en}
     * @param descriptions by language; may be empty
     */
    record Part(
            String pid,
            String file,
            Map<String, String> names,
            Map<String, String> descriptions,
            List<Setting> settings) {
        /** Copies what could change. */
        public Part {
            names = Map.copyOf(names);
            descriptions = Map.copyOf(descriptions);
            settings = List.copyOf(settings);
        }
    }

    /**
     * A change of a setting.
     *
     * @param id unique
     * @param who made it
     * @param before null if it was the default; a secret is {@link #SECRET}
     * @param after null if it is the default since; a secret is {@link #SECRET}
     */
    record Change(
            String id,
            Instant time,
            String who,
            String pid,
            String key,
            @Nullable String before,
            @Nullable String after) {}

    /** A value cannot be written; nothing was changed. */
    final class InvalidValueException extends Exception {
        private static final long serialVersionUID = 1;

        private final Fault fault;
        private final transient Setting setting;

        /**
         * @param message what is wrong and what is expected
         * @param setting as it is
         */
        public InvalidValueException(Fault fault, String message, Setting setting) {
            super(message);
            this.fault = fault;
            this.setting = setting;
        }

        /** What is wrong. */
        public Fault fault() {
            return fault;
        }

        /** The setting as it is. */
        public Setting setting() {
            return setting;
        }
    }

    /** Somebody else has changed the setting meanwhile; nothing was changed. */
    final class ChangedException extends Exception {
        private static final long serialVersionUID = 1;

        private final @Nullable String value;

        /**
         * @param value what it is now, as {@link Setting#value}
         */
        public ChangedException(@Nullable String value) {
            super("somebody else has changed this setting meanwhile");
            this.value = value;
        }

        /** What it is now. */
        public @Nullable String value() {
            return value;
        }
    }

    /**
     * All of them, by PID.
     *
     * @throws IOException if they cannot be read
     */
    List<Part> list() throws IOException;

    /**
     * Sets one.
     *
     * @param value null for the default
     * @param version what the person saw
     * @param who sets it
     * @throws InvalidValueException if it cannot have that value
     * @throws ChangedException if it is not what the person saw any more
     * @throws IllegalArgumentException if there is no such setting
     * @throws IllegalStateException if it cannot be changed here
     * @throws IOException if it cannot be written; then all is as it was
     */
    Change set(String pid, String key, @Nullable String value, String version, String who)
            throws InvalidValueException, ChangedException, IOException;

    /**
     * Makes one again what it was before a change.
     *
     * @param change {@link Change#id}
     * @throws InvalidValueException if secrets would be sent to another address
     * @throws ChangedException if it was changed since
     * @throws IllegalArgumentException if that change is not known, or that setting not there, any
     *     more
     * @throws IllegalStateException if it cannot be changed here any more
     * @throws IOException if it cannot be written; then all is as it was
     */
    Change undo(String change, String who)
            throws InvalidValueException, ChangedException, IOException;

    /** The latest changes, the newest first. */
    List<Change> changes();
}
