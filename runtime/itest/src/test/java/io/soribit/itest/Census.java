// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import io.soribit.testkit.Await;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What is there: threads and services by kind, and objects in native memory. */
final class Census {
    /** Pools of others that grow and shrink by themselves. */
    private static final Pattern FOREIGN =
            Pattern.compile(
                    "(qtp|.*ActiveMQ|.*netty|activemq|ForkJoinPool|process reaper|Attach|Common-"
                            + "|Cleaner|pool-|FelixResolver|Test|RMI|JMX).*");

    private final BundleContext context;
    private final Map<String, Integer> threads;
    private final Map<String, Integer> services;
    private final NativeMemory memory;
    private final long natives;

    private Census(BundleContext context) {
        this.context = context;
        memory = new NativeMemory(context);
        threads = threads();
        services = services(context);
        natives = memory.objects();
    }

    static Census take(BundleContext context) {
        return new Census(context);
    }

    /**
     * Fails unless, after a while, nothing is there that was not there before, and nothing less.
     */
    void assertSame() {
        Await.until(
                () -> "the threads of before: " + threads + ", are " + threads(),
                () -> threads().equals(threads));
        Await.until(
                () -> natives + " native objects, are " + memory.objects(),
                () -> memory.objects() <= natives);
        Await.until(
                () -> "the services of before: " + services + ", are " + services(context),
                () -> services(context).equals(services));
    }

    private static Map<String, Integer> threads() {
        Map<String, Integer> names = new TreeMap<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!FOREIGN.matcher(thread.getName()).matches()) {
                names.merge(thread.getName().replaceAll("[0-9]+", "#"), 1, Integer::sum);
            }
        }
        return names;
    }

    private static Map<String, Integer> services(BundleContext context) {
        Map<String, Integer> kinds = new TreeMap<>();
        try {
            for (ServiceReference<?> service : context.getAllServiceReferences(null, null)) {
                Bundle bundle = service.getBundle();
                if (bundle == null) {
                    continue; // it has gone just now
                }
                Object component = service.getProperty("component.name");
                String[] types = (String[]) service.getProperty("objectClass");
                if (List.of(types).contains("org.osgi.service.cm.ManagedService")) {
                    continue; // SCR has one for each component, from its first configuration on
                }
                String kind =
                        bundle.getSymbolicName()
                                + " "
                                + String.join("+", types)
                                + (component == null ? "" : " " + component);
                kinds.merge(kind, 1, Integer::sum);
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("there is no filter to be wrong", e);
        }
        return kinds;
    }
}
