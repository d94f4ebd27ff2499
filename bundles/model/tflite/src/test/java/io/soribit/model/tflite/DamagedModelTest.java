// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged flatbuffers, with the right checksum: refused or run, never the end of the process. */
class DamagedModelTest {
    @TempDir Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"tiny-float32", "tiny-full-int8"})
    void theVerifierSurvivesAll(String name) throws Exception {
        Path output = scratch.resolve("output");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dsoribit.golden=" + System.getProperty("soribit.golden"),
                                "-Dsoribit.scratch=" + System.getProperty("soribit.scratch"),
                                "-cp",
                                System.getProperty("java.class.path"),
                                VerifyDamaged.class.getName(),
                                name)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("see %s", output).isZero();
        List<String> lines = Files.readAllLines(output);
        assertThat(Integer.parseInt(lines.get(lines.size() - 1)))
                .as("refused of 400")
                .isBetween(100, 399);
    }

    /** In a process of its own for the many lines that TensorFlow Lite writes. */
    static final class VerifyDamaged {
        public static void main(String[] arguments) throws ModelException {
            Golden.library().load();
            byte[] sound = Golden.flatbuffer(arguments[0]);
            int refused = 0;
            for (int seed = 0; seed < 400; seed++) {
                try {
                    new Weights(damage(sound, seed)).release();
                } catch (ModelException e) {
                    refused++;
                }
            }
            System.out.println(refused);
        }
    }

    @ParameterizedTest
    @CsvSource({"tiny-float32, 193", "tiny-full-int8, 132"})
    void theTrialRunTakesTheCrash(String name, int seed) {
        byte[] damaged = damage(Golden.flatbuffer(name), seed);
        assertThatThrownBy(() -> trial(240).run(Golden.sha256(damaged), damaged))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("crashed the process");
        assertThat(scratch.resolve("passed")).isEmptyDirectory();
    }

    @Test
    void theTrialRunSaysWhatIsWrong() throws Exception {
        byte[] twoInputs = Golden.refused("two-inputs");
        assertThatThrownBy(() -> trial(240).run("sum", twoInputs))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("it has 2 inputs");
    }

    @Test
    void withoutATrialRunNoModelIsUsed() throws Exception {
        Files.writeString(scratch.resolve("passed"), "a file where a folder must be");

        assertThatThrownBy(() -> trial(240).run("sum", Golden.flatbuffer("tiny-float32")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("its trial run is not possible");
    }

    @Test
    void soundModelsAreTriedOnce() throws ModelException {
        byte[] sound = Golden.flatbuffer("tiny-float32");
        trial(240).run("sum", sound);
        assertThat(scratch.resolve("passed")).isDirectoryContaining(p -> p.endsWith("2.20.0-sum"));
        assertThatCode(() -> trial(0).run("sum", sound)).doesNotThrowAnyException();
        assertThatThrownBy(() -> trial(0).run("other", sound))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("more than 0 s");
        assertThat(scratch).isDirectoryNotContaining("glob:**.{tflite,txt}");
    }

    @Test
    @EnabledIf("isLimited")
    void theTrialRunHasNoMoreMemoryThanIsLimited() {
        byte[] sound = Golden.flatbuffer("tiny-float32");
        ProcessTrial small =
                new ProcessTrial(
                        scratch,
                        directory -> System.getProperty("java.class.path"),
                        Golden.library(),
                        Duration.ofSeconds(240),
                        8 << 20,
                        new Sandbox());
        assertThatThrownBy(() -> small.run("sum", sound))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("crashed the process");
    }

    static boolean isLimited() {
        return Files.isExecutable(Path.of("/usr/bin/prlimit"));
    }

    private ProcessTrial trial(int seconds) {
        return new ProcessTrial(
                scratch,
                directory -> System.getProperty("java.class.path"),
                Golden.library(),
                Duration.ofSeconds(seconds));
    }

    static byte[] damage(byte[] sound, int seed) {
        Random random = new Random(seed);
        byte[] damaged = sound.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return seed % 4 == 3 ? Arrays.copyOf(sound, random.nextInt(sound.length)) : damaged;
    }
}
