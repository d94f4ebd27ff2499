// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.store.StoreComponent;
import io.soribit.testkit.Configurations;
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
                (BundleContext)
                        Proxy.newProxyInstance(
                                BundleContext.class.getClassLoader(),
                                new Class<?>[] {BundleContext.class},
                                (self, method, arguments) ->
                                        method.getName().equals("getProperty")
                                                ? properties.get(arguments[0])
                                                : null);
        return new StoreComponent(
                context, Configurations.of(StoreComponent.Config.class, Map.of("days", 3650)));
    }
}
