// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.soribit.alert.AlertConfig;
import io.soribit.alert.AlertDesk;
import io.soribit.alert.AlertService;
import io.soribit.alert.Desks;
import io.soribit.alert.Events;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.hub.HomeMode;
import io.soribit.testkit.Configurations;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TargetCheckTest {
    private final ManualClock clock = new ManualClock(Events.NOW);
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Set<String>> people = new HashMap<>();
    private final List<String> there = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final TargetCheck check =
            new TargetCheck(
                    () -> List.copyOf(rules),
                    () -> Map.copyOf(people),
                    () -> List.copyOf(there),
                    clock,
                    logged::add);

    private static RuleComponent rule(String name, Map<String, Object> values) {
        return new RuleComponent(name, Configurations.of(RuleComponent.Config.class, values));
    }

    private void rules(String... targets) {
        rules.clear();
        rules.add(rule("night", Map.of("targets", targets)).rule());
    }

    private void look(int seconds) {
        for (int i = 0; i < seconds; i++) {
            check.look();
            clock.advance(Duration.ofSeconds(1));
        }
        check.look();
    }

    @Test
    void anUnknownNameIsReportedOnceNothingChangesAnyMore() {
        rules("bedrom");
        there.addAll(List.of("bedroom", "lights"));
        look(29);
        assertThat(logged).isEmpty();
        look(1);
        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("etc/io.soribit.alert.rule-night.cfg: unknown target 'bedrom'")
                .contains("its alerts go to all targets", "Did you mean bedroom?")
                .contains("Known targets: bedroom, lights");
        look(300);
        assertThat(logged).hasSize(1);
    }

    @Test
    void aMisspeltDeviceOfAPersonIsReportedOnceWithASuggestion() {
        people.put("Ada", Set.of("ntfy:adda", "bedroom"));
        there.addAll(List.of("bedroom", "ntfy:ada"));
        look(30);
        assertThat(logged)
                .singleElement()
                .asString()
                .startsWith("etc/io.soribit.alert.person-NAME.cfg of Ada: unknown device")
                .contains("'ntfy:adda' in devices", "Did you mean ntfy:ada?");
        there.add("kitchen");
        look(60);
        assertThat(logged).hasSize(1);
        people.put("Ada", Set.of("ntfy:ada"));
        look(60);
        people.put("Ada", Set.of("ntfy:adda", "bedroom"));
        look(60);
        assertThat(logged).as("it was corrected in between").hasSize(2);
    }

    @Test
    void whatComesLateIsThere() {
        rules("bedroom");
        look(25);
        there.add("bedroom");
        look(300);
        assertThat(logged).isEmpty();
    }

    @Test
    void aTargetThatDisappearsIsReportedOnce() {
        rules("bedroom", "lights");
        there.addAll(List.of("bedroom", "lights"));
        look(60);
        there.remove("bedroom");
        look(60);
        assertThat(logged)
                .singleElement()
                .asString()
                .contains("'bedroom'", "the other targets of this entry only");
        there.add("bedroom");
        look(60);
        there.remove("bedroom");
        look(60);
        assertThat(logged).hasSize(1);
    }

    @Test
    void anotherErrorInACorrectedRuleIsReported() {
        rules("bedrom");
        look(60);
        rules("bedroon");
        look(60);
        assertThat(logged).hasSize(2);
        assertThat(logged.get(1)).contains("'bedroon'", "There is no lamp, display or phone yet");
    }

    @Test
    void whoEscalatesToNobodyIsNotified() {
        rules.add(
                rule("bell", Map.of("escalate_seconds", 60, "escalate_to", new String[] {"fone"}))
                        .rule());
        rules.add(rule("idle", Map.of("escalate_to", new String[] {"unused"})).rule());
        there.addAll(List.of("lights", "phones"));
        look(60);
        assertThat(logged)
                .singleElement()
                .asString()
                .contains(
                        "rule-bell.cfg",
                        "'fone'",
                        "escalate_to",
                        "its alerts escalate to all targets")
                .doesNotContain("Did you mean")
                .contains("Known targets: lights, phones");
    }

    @Test
    void aRuleThatIsOffOrDisabledIsNotChecked() {
        String[] gone = {"gone"};
        rules.add(rule("off", Map.of("targets", gone, "urgency", "off")).rule());
        rules.add(rule("odd", Map.of("targets", gone, "hours", "late")).rule());
        look(60);
        assertThat(logged).isEmpty();
    }

    @Test
    void theServiceSaysItOfItsRulesAndNotifiers() {
        Logger log = (Logger) LoggerFactory.getLogger(AlertService.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        AlertDesk desk = Desks.desk(clock, Desks.NEVER);
        AlertService service =
                new AlertService(
                        () -> HomeMode.HOME,
                        Configurations.of(AlertConfig.class, Map.of()),
                        clock,
                        clock,
                        desk);
        RuleComponent rule = rule("night", Map.of("targets", new String[] {"bedrom"}));
        Notifier lamps = new Lamps();
        try {
            service.addRule(rule);
            Desks.add(desk, lamps);
            service.tick();
            clock.advance(TargetCheck.SETTLED);
            service.tick();
            clock.advance(TargetCheck.SETTLED);
            service.tick();
        } finally {
            service.deactivate();
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("unknown target"))
                .singleElement()
                .asString()
                .contains("rule-night.cfg", "'bedrom'", "Known targets: bedroom, lights");
    }

    private static final class Lamps implements Notifier {
        @Override
        public String id() {
            return "lamps";
        }

        @Override
        public Set<String> targets() {
            return Set.of("lights", "bedroom");
        }

        @Override
        public void deliver(Alert alert) {}
    }
}
