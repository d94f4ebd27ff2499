// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import io.soribit.api.MessageBus;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.HubCommand;
import io.soribit.api.hub.PageAddress;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.common.command.TerminalCommand;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

/**
 * {@code run}: runs the hub until it is stopped, and prints the addresses and every change of a
 * source.
 */
@Component(service = HubCommand.class)
public final class RunCommand extends TerminalCommand {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final BundleContext context;
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable Hearing hearing;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable MessageBus bus;

    @Reference(
            target = "(!(home=true))",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable PageAddress page;

    @Reference(
            target = "(home=true)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    private volatile @Nullable PageAddress home;

    /** Requires no service: a hub without an engine also runs. */
    @Activate
    public RunCommand(BundleContext context) {
        super("run");
        this.context = context;
    }

    @Deactivate
    void stop() {
        stopped.countDown();
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out);
    }

    @Command(
            name = "soribit run",
            mixinStandardHelpOptions = true,
            description = "Runs the hub until it is stopped (Ctrl-C).",
            footer = {
                "",
                "Configuration: files in DIR/etc, read again when they change; the README lists them."
            })
    private final class Line implements Callable<Integer> {
        private final PrintWriter out;
        private final Map<String, SourceState> printed = new HashMap<>();
        private String addresses = "";
        private boolean failing;

        Line(PrintWriter out) {
            this.out = out;
        }

        @Override
        public Integer call() throws InterruptedException {
            out.println(
                    "Soribit "
                            + context.getProperty("soribit.version")
                            + "  data: "
                            + context.getProperty("soribit.data"));
            do {
                print();
            } while (!stopped.await(250, TimeUnit.MILLISECONDS));
            return 0;
        }

        /** What cannot be shown ends no hub. */
        private void print() {
            try {
                printAddresses();
                printSources();
                failing = false;
            } catch (RuntimeException | LinkageError e) {
                if (!failing) {
                    LOG.warn("the state of the hub cannot be shown on the terminal; it goes on", e);
                }
                failing = true;
            }
        }

        private void printAddresses() {
            MessageBus mqtt = bus;
            PageAddress web = page;
            PageAddress open = home;
            String now =
                    "page: "
                            + (web == null ? "not available yet" : web.uri())
                            + (open == null ? "" : ", in the home: " + open.uri())
                            + "   MQTT: "
                            + (mqtt == null || !mqtt.connected()
                                    ? "not available yet"
                                    : mqtt.address());
            if (!now.equals(addresses)) {
                addresses = now;
                out.println(now);
            }
        }

        private static String mark(SourceState state) {
            return switch (state) {
                case LISTENING -> "●";
                case QUIET -> "◐";
                case STARTING, RECOVERING, STALLED, LOST, ENDED -> "○";
            };
        }

        private void printSources() {
            Hearing engine = hearing;
            if (engine == null) {
                return;
            }
            for (SourceStatus source : engine.sources()) {
                if (printed.put(source.source(), source.state()) != source.state()) {
                    out.println(
                            mark(source.state())
                                    + " "
                                    + source.room()
                                    + " ("
                                    + source.source()
                                    + "): "
                                    + source.state().name().toLowerCase(java.util.Locale.ROOT)
                                    + (source.message().isEmpty() ? "" : ": " + source.message())
                                    + (source.state() == SourceState.LISTENING
                                            ? " with " + engine.model()
                                            : ""));
                }
            }
        }
    }
}
