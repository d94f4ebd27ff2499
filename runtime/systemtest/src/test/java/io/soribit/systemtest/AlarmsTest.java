// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the hub makes of alarms, and of beeps that are none or may be one. */
@Timeout(900)
class AlarmsTest {
    private static final double BEGIN = 5;
    private static final double[] TONES = {520, 2_200, 3_100, 4_500};
    private static final double[] T3 = {0.5, 0.5, 0.5, 0.5, 0.5, 1.5};
    private static final double[] SLOW_T3 = {0.55, 0.55, 0.55, 0.55, 0.55, 1.65};
    private static final double[] T4 = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 5};
    private static final int[] TUNE = {
        0, 5, 5, 9, 9, 5, 0, 0, 0, 7, 7, 10, 5, 5, 5, 4, 2, 0, 0, 5, 5, 9, 9, 5, 0, 7, 4, 0
    };
    private static final Set<String> ALARMS =
            Set.of("smoke_alarm", "co_alarm", "lasting_beep", "unknown_alarm");
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Heard(int file, String label, double onset) {}

    @TempDir Path folder;
    private final List<Path> files = new ArrayList<>();

    @Test
    void aCarbonMonoxideAlarmOfTwoMinutesIsOneEventFromItsBeginning() throws Exception {
        for (double hertz : TONES) {
            add(Beeps.pulses(hertz, BEGIN, BEGIN + 120, BEGIN + 125, T4));
        }
        assertEachIsOne("co_alarm");
    }

    @Test
    void aSmokeAlarmIsOneEventFromItsBeginningASlowOneToo() throws Exception {
        for (double hertz : TONES) {
            add(Beeps.pulses(hertz, BEGIN, BEGIN + 60, BEGIN + 65, T3));
            add(Beeps.pulses(hertz, BEGIN, BEGIN + 60, BEGIN + 65, SLOW_T3));
        }
        assertEachIsOne("smoke_alarm");
    }

    @Test
    void chirpsOfALowBatteryAreNoAlarm() throws Exception {
        for (double hertz : TONES) {
            add(Beeps.pulses(hertz, BEGIN, BEGIN + 81, BEGIN + 85, 0.06, 39.94));
        }
        assertThat(alarms()).isEmpty();
    }

    @Test
    void beepsOfAnOvenAndTheTuneOfAWashingMachineAreNoAlarm() throws Exception {
        add(Beeps.pulses(2_000, BEGIN, BEGIN + 4, 14, 0.5, 0.5));
        add(Beeps.pulses(1_000, BEGIN, BEGIN + 5, 14, 0.3, 0.7));
        add(Beeps.tune(700, BEGIN, 22, TUNE));
        assertThat(alarms()).isEmpty();
    }

    @Test
    void aBeepThatGoesOnIsUrgentAndThenAnEmergency() throws Exception {
        add(Beeps.pulses(2_000, BEGIN, BEGIN + 12, BEGIN + 18, 0.5, 0.5));
        add(Beeps.pulses(2_000, BEGIN, BEGIN + 30, BEGIN + 36, 0.5, 0.5));
        List<Heard> alarms = alarms();
        assertThat(alarms)
                .extracting(heard -> heard.file() + " " + heard.label())
                .containsExactlyInAnyOrder("0 lasting_beep", "1 lasting_beep", "1 unknown_alarm");
        assertThat(alarms)
                .allSatisfy(heard -> assertThat(heard.onset()).isCloseTo(BEGIN, within(0.5)));
    }

    private void assertEachIsOne(String label) throws Exception {
        List<Heard> alarms = alarms();
        for (int i = 0; i < files.size(); i++) {
            int file = i;
            assertThat(alarms.stream().filter(heard -> heard.file() == file))
                    .as(files.get(file).toString())
                    .singleElement()
                    .satisfies(
                            heard -> {
                                assertThat(heard.label()).isEqualTo(label);
                                assertThat(heard.onset()).isCloseTo(BEGIN, within(0.5));
                            });
        }
    }

    private void add(float[] dry) throws IOException {
        Path file = folder.resolve(files.size() + ".wav");
        files.add(Wav.of(file, Beeps.inRoom(dry, files.size())));
    }

    /** The alarms that the hub hears in the files. */
    private List<Heard> alarms() throws Exception {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("analyze", "--json", "--data", folder.resolve("data").toString()));
        files.forEach(file -> command.add(file.toString()));
        try (Soribit run = Soribit.start(command.toArray(String[]::new))) {
            assertThat(run.exit(200)).as(run.err()).isZero();
            List<Heard> all = new ArrayList<>();
            for (String line : run.out()) {
                JsonNode event = JSON.readTree(line);
                int file = files.indexOf(Path.of(event.get("file").asText()));
                String label = event.get("label").asText();
                if (ALARMS.contains(label)) {
                    all.add(new Heard(file, label, event.get("onset").asDouble()));
                }
            }
            return all;
        }
    }
}
