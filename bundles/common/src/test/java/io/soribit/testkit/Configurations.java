// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Configurations as the framework gives them: all defaults but some, by their keys in a file. */
public final class Configurations {
    private Configurations() {}

    /**
     * A configuration.
     *
     * @throws IllegalArgumentException if it has no such key
     */
    public static <A extends Annotation> A of(Class<A> type, Map<String, ?> values) {
        Set<String> unknown = new HashSet<>(values.keySet());
        unknown.removeAll(
                Arrays.stream(type.getDeclaredMethods())
                        .map(Configurations::key)
                        .collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no " + unknown);
        }
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            Object value = values.get(key(method));
                            return value == null ? method.getDefaultValue() : value;
                        }));
    }

    /**
     * The same.
     *
     * @param usual values, which the pairs replace
     * @param pairs key, value, key, value
     */
    public static <A extends Annotation> A of(
            Class<A> type, Map<String, ?> usual, Object... pairs) {
        Map<String, Object> values = new HashMap<>(usual);
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) pairs[i], pairs[i + 1]);
        }
        return of(type, values);
    }

    /** As Declarative Services read it. */
    private static String key(Method method) {
        return method.getName().replace("__", "_");
    }
}
