// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces references in values by what they stand for when a configuration is delivered, so that
 * no secret is stored with it: {@code $[file:NAME]}, {@code $[env:NAME]} and, for credentials of
 * systemd, {@code $[credential:NAME]}.
 */
final class SecretReferences {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\[(file|env|credential):([^\\]]+)\\]");
    private static final long MOST_BYTES = 64 << 10;

    private final Path etc;
    private final Map<String, String> environment;

    /**
     * What was replaced.
     *
     * @param secrets must not be shown
     */
    record Resolved(List<String> secrets, List<Finding> findings) {
        /** Hides the secrets in a finding. */
        Finding hide(Finding finding) {
            String message = finding.message();
            for (String secret : secrets) {
                message = message.replace(secret, "***");
            }
            return new Finding(finding.severe(), message);
        }
    }

    /**
     * @param etc where the names of files start
     */
    SecretReferences(Path etc, Map<String, String> environment) {
        this.etc = etc;
        this.environment = Map.copyOf(environment);
    }

    /** Replaces all references; a value whose reference cannot be resolved is removed. */
    Resolved resolve(Origin origin, Dictionary<String, Object> properties) {
        Resolved resolved = new Resolved(new ArrayList<>(), new ArrayList<>());
        for (String key : Collections.list(properties.keys())) {
            if (properties.get(key) instanceof String value && REFERENCE.matcher(value).find()) {
                try {
                    properties.put(key, replace(value, resolved.secrets));
                } catch (IOException e) {
                    properties.remove(key);
                    resolved.findings.add(
                            new Finding(
                                    true,
                                    origin.where()
                                            + ": "
                                            + key
                                            + " = '"
                                            + value
                                            + "' cannot be resolved: "
                                            + e.getMessage()
                                            + ". It is ignored"));
                }
            }
        }
        return resolved;
    }

    private String replace(String value, List<String> secrets) throws IOException {
        Matcher references = REFERENCE.matcher(value);
        StringBuilder replaced = new StringBuilder();
        while (references.find()) {
            String secret = secret(references.group(1), references.group(2).strip());
            if (!secret.isEmpty()) {
                secrets.add(secret);
            }
            references.appendReplacement(replaced, Matcher.quoteReplacement(secret));
        }
        return references.appendTail(replaced).toString();
    }

    private String secret(String kind, String name) throws IOException {
        try {
            return switch (kind) {
                case "file" -> read(etc.resolve(name));
                case "credential" -> read(Path.of(variable("CREDENTIALS_DIRECTORY"), name));
                default -> variable(name);
            };
        } catch (InvalidPathException e) {
            throw new IOException("it is not the name of a file", e);
        }
    }

    private String variable(String name) throws IOException {
        @Nullable String value = environment.get(name);
        if (value == null) {
            throw new IOException("the environment has no " + name);
        }
        return value;
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new IOException(file + " cannot be read as UTF-8 text", e);
        }
    }
}
