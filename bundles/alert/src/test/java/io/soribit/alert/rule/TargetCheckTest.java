// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.soribit.alert.AlertDesk;
import io.soribit.alert.AlertService;
import io.soribit.alert.Configs;
import io.soribit.alert.ManualClock;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.hub.HomeMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TargetCheckTest {
    private final ManualClock clock = new ManualClock();
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> there = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final TargetCheck check =
            new TargetCheck(() -> List.copyOf(rules), () -> List.copyOf(there), clock, said::add);

    private static RuleComponent rule(String name, Map<String, Object> values) {
        return new RuleComponent(name, Configs.config(RuleComponent.Config.class, values));
    }

    private void rules(String... targets) {
        rules.clear();
        rules.add(rule("night", Map.of("targets", targets)).rule());
    }

    private void look(int seconds) {
        for (int i = 0; i < seconds; i++) {
            check.look();
            clock.pass(Duration.ofSeconds(1));
        }
        check.look();
    }

    @Test
    void aNameThatNothingHasIsSaidOnceAllHasSettled() {
        rules("bedrom");
        there.addAll(List.of("bedroom", "lights"));
        look(29);
        assertThat(said).isEmpty();
        look(1);
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("etc/io.soribit.alert.rule-night.cfg: nothing is called 'bedrom'")
                .contains("everything tells of its alerts", "Did you mean bedroom?")
                .contains("There are bedroom, lights");
        look(300);
        assertThat(said).hasSize(1);
    }

    @Test
    void whatComesLateIsThere() {
        rules("bedroom");
        look(25);
        there.add("bedroom");
        look(300);
        assertThat(said).isEmpty();
    }

    @Test
    void whatGoesLaterIsSaidOnce() {
        rules("bedroom", "lights");
        there.addAll(List.of("bedroom", "lights"));
        look(60);
        there.remove("bedroom");
        look(60);
        assertThat(said).singleElement().asString().contains("'bedroom'", "only the others");
        there.add("bedroom");
        look(60);
        there.remove("bedroom");
        look(60);
        assertThat(said).hasSize(1);
    }

    @Test
    void anotherErrorInACorrectedRuleIsSaid() {
        rules("bedrom");
        look(60);
        rules("bedroon");
        look(60);
        assertThat(said).hasSize(2);
        assertThat(said.get(1)).contains("'bedroon'", "There is no lamp, display or phone yet");
    }

    @Test
    void whoEscalatesToNobodyIsTold() {
        rules.add(
                rule("bell", Map.of("escalate__seconds", 60, "escalate__to", new String[] {"fone"}))
                        .rule());
        rules.add(rule("idle", Map.of("escalate__to", new String[] {"unused"})).rule());
        there.addAll(List.of("lights", "phones"));
        look(60);
        assertThat(said)
                .singleElement()
                .asString()
                .contains(
                        "rule-bell.cfg",
                        "'fone'",
                        "escalate_to",
                        "everything tells of its alerts when")
                .doesNotContain("Did you mean")
                .contains("There are lights, phones");
    }

    @Test
    void aRuleThatTellsNobodyOrIsOutOfUseIsNotLookedAt() {
        String[] gone = {"gone"};
        rules.add(rule("off", Map.of("targets", gone, "urgency", "off")).rule());
        rules.add(rule("odd", Map.of("targets", gone, "hours", "late")).rule());
        look(60);
        assertThat(said).isEmpty();
    }

    @Test
    void theServiceSaysItOfItsRulesAndNotifiers() {
        Logger log = (Logger) LoggerFactory.getLogger(AlertService.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        AlertService service =
                new AlertService(
                        () -> HomeMode.HOME,
                        Configs.config(AlertService.Config.class, Map.of()),
                        clock,
                        new AlertDesk(
                                clock,
                                pause -> {},
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(20),
                                Attention.NONE));
        RuleComponent rule = rule("night", Map.of("targets", new String[] {"bedrom"}));
        Notifier lamps = new Lamps();
        try {
            service.addRule(rule);
            service.addNotifier(lamps);
            service.tick();
            clock.pass(TargetCheck.SETTLED);
            service.tick();
            clock.pass(TargetCheck.SETTLED);
            service.tick();
        } finally {
            service.deactivate();
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(line -> line.contains("nothing is called"))
                .singleElement()
                .asString()
                .contains("rule-night.cfg", "'bedrom'", "There are bedroom, lights");
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
