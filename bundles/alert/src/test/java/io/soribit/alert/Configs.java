// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations to test with: all defaults but these. */
public final class Configs {
    private Configs() {}

    public static <A extends Annotation> A config(Class<A> type, Map<String, Object> values) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) ->
                                values.getOrDefault(method.getName(), method.getDefaultValue())));
    }
}
