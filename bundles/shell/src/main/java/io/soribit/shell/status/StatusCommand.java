// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.hub.HubCommand;
import io.soribit.common.command.TerminalCommand;
import io.soribit.common.release.UpgradeHistory;
import io.soribit.common.text.Language;
import io.soribit.common.text.Text;
import io.soribit.shell.status.Finding.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code status}: whether the running hub is all right. */
@Component(service = HubCommand.class)
public final class StatusCommand extends TerminalCommand {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WRONG = 1;
    private static final int NO_HUB = 3;
    private static final Text WELL = new Text("All is well.", "모두 정상입니다.");
    private static final Text NOT_WELL =
            new Text("Something is wrong: see ✘.", "문제가 있습니다. ✘ 항목을 확인하십시오.");

    private final Path data;
    private final Function<URI, Answer> ask;

    @Activate
    public StatusCommand(BundleContext context) {
        this(Path.of(context.getProperty("soribit.data")), Answer::of);
    }

    StatusCommand(Path data, Function<URI, Answer> ask) {
        super("status");
        this.data = data;
        this.ask = ask;
    }

    @Override
    protected Callable<Integer> line(PrintWriter out, PrintWriter err) {
        return new Line(out, err);
    }

    private Text noHub() {
        return new Text(
                "no hub runs with the data folder "
                        + data
                        + ": start it with 'soribit run' ('systemctl start soribit' where it is a"
                        + " service), or name another folder with --data DIR",
                "데이터 폴더 "
                        + data
                        + "(으)로 실행 중인 허브가 없습니다. 'soribit run'(서비스로 설치한 경우 'systemctl start"
                        + " soribit')으로 시작하거나 --data DIR로 다른 폴더를 지정하십시오");
    }

    @Command(
            name = "soribit status",
            mixinStandardHelpOptions = true,
            description =
                    "Whether the running hub is all right: rooms, model, MQTT, page, what can reach"
                            + " people, plug-ins that failed, alerts that go on.",
            footer = {"", "Exit status 0: all is well, 1: something is wrong, 3: no hub runs."})
    private final class Line implements Callable<Integer> {
        @Option(names = "--json", description = "A JSON object.")
        private boolean json;

        @Option(
                names = "--language",
                paramLabel = "en|ko",
                description = "Language of the text; default: that of this machine.")
        private String language = "";

        private final PrintWriter out;
        private final PrintWriter err;

        Line(PrintWriter out, PrintWriter err) {
            this.out = out;
            this.err = err;
        }

        @Override
        public Integer call() throws IOException {
            String chosen =
                    Language.of(
                            language,
                            Locale.getDefault(),
                            problem -> err.println("soribit: " + problem));
            HubState hub = new StatusFile(data).read().orElse(null);
            if (hub == null) {
                if (json) {
                    ObjectNode none =
                            JSON.createObjectNode().put("ok", false).put("running", false);
                    none.putArray("problems").add(noHub().english());
                    out.println(none);
                } else {
                    err.println("soribit: " + noHub().in(chosen));
                }
                return NO_HUB;
            }
            String page = hub.page();
            Answer answer = page == null ? Answer.UNKNOWN : ask.apply(URI.create(page));
            List<Finding> findings = new ArrayList<>(upgrade());
            findings.addAll(Findings.of(hub, answer, ZoneId.systemDefault()));
            boolean wrong = findings.stream().anyMatch(Finding::isWrong);
            if (json) {
                out.println(json(hub, answer, findings));
            } else {
                out.println(heading(hub).in(chosen));
                findings.forEach(finding -> out.println(finding.line(chosen)));
                out.println((wrong ? NOT_WELL : WELL).in(chosen));
            }
            return wrong ? WRONG : 0;
        }

        /** An upgrade that was not kept stays worth knowing until there is another one. */
        private List<Finding> upgrade() throws IOException {
            List<String> lines = new UpgradeHistory(data, Clock.systemUTC()).lines();
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            return last.contains(UpgradeHistory.TAKEN_BACK)
                    ? List.of(Finding.of(Kind.NOTE, "upgrade", "업그레이드", new Text(last, last)))
                    : List.of();
        }

        private static Text heading(HubState hub) {
            String since =
                    DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                            .withZone(ZoneId.systemDefault())
                            .format(Instant.parse(hub.since()));
            String name = "Soribit " + hub.version();
            return new Text(name + ", up since " + since, name + ", " + since + "부터 실행 중");
        }

        private static ObjectNode json(HubState hub, Answer answer, List<Finding> findings) {
            ObjectNode document = JSON.createObjectNode();
            document.put("ok", findings.stream().noneMatch(Finding::isWrong));
            document.put("running", true);
            document.put("answers", answer == Answer.LIVE);
            document.setAll(JSON.<ObjectNode>valueToTree(hub));
            var problems = document.putArray("problems");
            findings.stream()
                    .filter(Finding::isWrong)
                    .map(finding -> finding.about().english() + ": " + finding.message().english())
                    .forEach(problems::add);
            return document;
        }
    }
}
