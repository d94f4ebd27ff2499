// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The files of {@code etc} as text; lists are joined with commas. */
final class Configurations {
    private final ConfigurationAdmin admin;

    Configurations(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** The entries of a file; none if there is no such file. */
    Map<String, String> of(String pid) {
        return list("(service.pid=" + pid + ")").findFirst().orElse(Map.of());
    }

    /** The entries of each file of a factory. */
    List<Map<String, String>> all(String factory) {
        return list("(service.factoryPid=" + factory + ")").toList();
    }

    private Stream<Map<String, String>> list(String filter) {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null
                    ? Stream.of()
                    : Stream.of(found).map(one -> entries(one.getProperties()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Map<String, String> entries(Dictionary<String, Object> properties) {
        Map<String, String> entries = new TreeMap<>();
        for (String key : Collections.list(properties.keys())) {
            entries.put(key, text(properties.get(key)));
        }
        return entries;
    }

    private static String text(Object value) {
        Stream<?> all =
                value instanceof Collection<?> some
                        ? some.stream()
                        : value.getClass().isArray()
                                ? IntStream.range(0, Array.getLength(value))
                                        .mapToObj(i -> Array.get(value, i))
                                : Stream.of(value);
        return all.map(String::valueOf).map(String::strip).collect(Collectors.joining(","));
    }
}
