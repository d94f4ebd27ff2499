// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Feeds a parser with mutations of good inputs. The seed is fixed, so that each run is the same.
 * {@code -Dsoribit.fuzz=INPUTS} runs more than the short form, {@code -Dsoribit.fuzz.report=FILE}
 * appends a line {@code PARSER INPUTS CRASHES HANGS}. {@code -Dsoribit.fuzz.guided=SECONDS} has
 * Jazzer choose the inputs by what they reach instead, if it is on the class path: the profile
 * {@code fuzz}. It guides one parser of a process.
 */
public final class Fuzz {
    private static final int INPUTS = Integer.getInteger("soribit.fuzz", 3_000);
    private static final int GUIDED = Integer.getInteger("soribit.fuzz.guided", 0);
    private static final @Nullable String REPORT = System.getProperty("soribit.fuzz.report");
    private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_SHOWN = 5;
    private static final int MOST_BYTES = 1 << 20;
    private static final byte[] ODD = {0, 1, -1, 127, -128, '"', '{', '[', '/', '#', '+', '\n'};

    /** A parser. */
    @FunctionalInterface
    public interface Target {
        /** Reads an input; an exception of the allowed kinds refuses it. */
        void parse(byte[] input) throws Exception;
    }

    private final Random random = new Random(7);
    private final List<byte[]> corpus;
    private final List<String> problems = new ArrayList<>();
    private int crashes;
    private int hangs;

    private Fuzz(List<byte[]> corpus) {
        this.corpus = corpus;
    }

    /**
     * Runs a parser with the corpus and its mutations.
     *
     * @param allowed exceptions by which it refuses what is malformed
     * @throws AssertionError if it throws anything else, or needs more than a second of the
     *     processor for one input
     */
    public static void run(
            String parser,
            List<byte[]> corpus,
            Target target,
            List<Class<? extends Exception>> allowed)
            throws IOException {
        Fuzz fuzz = new Fuzz(corpus);
        Level level = root().getLevel();
        root().setLevel(Level.OFF); // each input is refused with a line
        try {
            if (GUIDED > 0) {
                GuidedFuzz.run(parser, corpus, input -> parse(target, allowed, input), GUIDED);
                return;
            }
            fuzz.run(target, allowed);
        } finally {
            root().setLevel(level);
        }
        if (REPORT != null) {
            Files.writeString(
                    Path.of(REPORT),
                    parser + " " + INPUTS + " " + fuzz.crashes + " " + fuzz.hangs + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        if (!fuzz.problems.isEmpty()) {
            throw new AssertionError(parser + ":\n" + String.join("\n", fuzz.problems));
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private void run(Target target, List<Class<? extends Exception>> allowed) {
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = i < corpus.size() ? corpus.get(i) : mutated();
            long begin = thread.getCurrentThreadCpuTime();
            try {
                target.parse(input);
            } catch (Throwable e) { // whatever it is, it is what we look for
                if (allowed.stream().noneMatch(kind -> kind.isInstance(e))) {
                    crashes++;
                    note(e + " at " + Arrays.stream(e.getStackTrace()).limit(3).toList(), input);
                }
            }
            if (thread.getCurrentThreadCpuTime() - begin > HANG_NANOS) {
                hangs++;
                note("more than a second", input);
            }
        }
    }

    private static void parse(Target target, List<Class<? extends Exception>> allowed, byte[] input)
            throws Exception {
        try {
            target.parse(input);
        } catch (Exception e) {
            if (allowed.stream().noneMatch(kind -> kind.isInstance(e))) {
                throw e;
            }
        }
    }

    private void note(String problem, byte[] input) {
        if (problems.size() < MOST_SHOWN) {
            byte[] shown = Arrays.copyOf(input, Math.min(input.length, 2_000));
            problems.add(problem + "\n  input " + HexFormat.of().formatHex(shown));
        }
    }

    private byte[] mutated() {
        byte[] input = corpus.get(random.nextInt(corpus.size()));
        int times = 1 << random.nextInt(5);
        for (int i = 0; i < times; i++) {
            input = mutate(input);
        }
        return input;
    }

    private byte[] mutate(byte[] input) {
        int at = input.length == 0 ? 0 : random.nextInt(input.length);
        return switch (random.nextInt(7)) {
            case 0 -> set(input, at, (byte) random.nextInt(256));
            case 1 -> set(input, at, ODD[random.nextInt(ODD.length)]);
            case 2 ->
                    set(
                            input,
                            at,
                            (byte) (at < input.length ? input[at] ^ 1 << random.nextInt(8) : 0));
            case 3 -> Arrays.copyOf(input, at);
            case 4 -> join(input, at, randomBytes(), at);
            case 5 -> join(input, at, new byte[0], Math.min(input.length, at + random.nextInt(16)));
            default -> splice(input, at);
        };
    }

    private static byte[] set(byte[] input, int at, byte value) {
        byte[] changed = input.clone();
        if (at < changed.length) {
            changed[at] = value;
        }
        return changed;
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[1 + random.nextInt(8)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A part of another input in the middle, or of its own: so structures are repeated. */
    private byte[] splice(byte[] input, int at) {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        int to = Math.min(other.length, from + random.nextInt(64));
        return join(input, at, Arrays.copyOfRange(other, from, to), at);
    }

    private static byte[] join(byte[] input, int end, byte[] middle, int begin) {
        if (input.length + middle.length > MOST_BYTES) {
            return input;
        }
        byte[] joined = new byte[end + middle.length + input.length - begin];
        System.arraycopy(input, 0, joined, 0, end);
        System.arraycopy(middle, 0, joined, end, middle.length);
        System.arraycopy(input, begin, joined, end + middle.length, input.length - begin);
        return joined;
    }
}
