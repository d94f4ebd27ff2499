// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.store.StoreComponent;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.framework.BundleContext;

/** Opens a real store. */
public final class StoreFile {
    private StoreFile() {}

    public static StoreComponent in(Path folder) {
        Map<String, String> properties = Map.of("soribit.data", folder.toString());
        BundleContext context =
                proxy(
                        BundleContext.class,
                        (method, argument) ->
                                method.equals("getProperty") ? properties.get(argument) : null);
        StoreComponent.Config config =
                proxy(
                        StoreComponent.Config.class,
                        (method, argument) -> method.equals("days") ? 3650 : 50);
        return new StoreComponent(context, config);
    }

    /** What a call gives. */
    private interface Answer {
        Object to(String method, Object argument);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                answer.to(
                                        method.getName(), arguments == null ? "" : arguments[0])));
    }
}
