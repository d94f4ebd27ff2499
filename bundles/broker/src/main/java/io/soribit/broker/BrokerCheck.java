// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.api.hub.HealthCheck;
import io.soribit.broker.users.Users;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** Checks the configuration of the hub's own broker: address, TLS certificate and users. */
final class BrokerCheck implements HealthCheck {
    private final Supplier<List<Result>> look;

    BrokerCheck(
            BundleContext context,
            BrokerComponent.Config config,
            BrokerComponent.External external) {
        boolean own = config.enabled() && external.url().isBlank();
        look = () -> own ? lines(context, config) : List.of();
    }

    private static List<Result> lines(BundleContext context, BrokerComponent.Config config) {
        try {
            return List.of(line(Configured.settings(context, config)));
        } catch (IllegalArgumentException e) {
            return List.of(Result.critical(String.valueOf(e.getMessage()), ""));
        }
    }

    static Result line(BrokerSettings settings) {
        try {
            Users users =
                    new Users(settings.users() == null ? settings.folder() : settings.users());
            boolean required = settings.users() != null && users.required();
            Endpoints.requireUsers(settings, required);
            StringBuilder line = new StringBuilder("the hub's own MQTT broker: ");
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
            line.append(
                    required
                            ? ", for " + String.join(", ", users.read().keySet())
                            : ", for everybody on this machine");
            return Result.ok(line.toString());
        } catch (IOException e) {
            return Result.critical(String.valueOf(e.getMessage()), "");
        }
    }

    @Override
    public String name() {
        return "broker";
    }

    @Override
    public List<Result> check() {
        return look.get();
    }
}
