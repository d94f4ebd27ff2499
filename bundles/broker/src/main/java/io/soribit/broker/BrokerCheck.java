// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** Reports to {@code doctor} who may use the hub's own broker. */
final class BrokerCheck implements Supplier<List<String>> {
    private final Supplier<List<String>> look;

    BrokerCheck(
            BundleContext context,
            BrokerComponent.Config config,
            BrokerComponent.External external) {
        boolean own = config.enabled() && external.url().isBlank();
        look = () -> own ? lines(context, config) : List.of();
    }

    private static List<String> lines(BundleContext context, BrokerComponent.Config config) {
        try {
            return List.of(line(BrokerComponent.settings(context, config)));
        } catch (IllegalArgumentException e) {
            return List.of("problem " + e.getMessage());
        }
    }

    static String line(BrokerSettings settings) {
        try {
            Users users =
                    new Users(settings.users() == null ? settings.folder() : settings.users());
            boolean required = settings.users() != null && users.required();
            ArtemisBroker.requireUsers(settings, required);
            StringBuilder line = new StringBuilder("ok the hub's own MQTT broker: ");
            TlsListener tls = settings.tls();
            line.append(tls == null ? settings.host() : "127.0.0.1")
                    .append(':')
                    .append(settings.port());
            if (tls != null) {
                line.append(", with TLS ")
                        .append(settings.host())
                        .append(':')
                        .append(tls.port())
                        .append(" (certificate until ")
                        .append(tls.identity().end())
                        .append(')');
            }
            return line.append(
                            required
                                    ? ", for " + String.join(", ", users.read().keySet())
                                    : ", for everybody on this machine")
                    .toString();
        } catch (IOException e) {
            return "problem " + e.getMessage();
        }
    }

    @Override
    public List<String> get() {
        return look.get();
    }
}
