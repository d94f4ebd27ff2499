// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.HealthCheck;
import io.soribit.common.source.SourceName;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera, a network stream, or a program that prints PCM; one for each factory configuration.
 * Each {@link #open()} starts a process, which ends with the stream.
 */
@Component(
        name = StreamSource.PID,
        service = {AudioSource.class, HealthCheck.class},
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = "source.kind=stream")
@Designate(ocd = StreamConfig.class, factory = true)
public final class StreamSource implements AudioSource, HealthCheck {
    static final String PID = "io.soribit.source.stream";
    private static final Logger LOG = LoggerFactory.getLogger(StreamSource.class);

    /** A server that answers still has to be asked for the stream, and to send some of it. */
    private static final int TIMEOUTS_UNTIL_AUDIO = 3;

    private static final int SAY_SECONDS = 2;

    private final Launcher launcher;
    private final LoginPause logins;
    private final String id;
    private final String room;
    private final AudioFormat format;
    private final int timeoutSeconds;
    private @Nullable Input input;
    private String problem = "";
    private @Nullable InputFormat logged;

    /** While a device is away, a process is started only once it takes connections. */
    private boolean failed;

    @Activate
    public StreamSource(
            @Reference Launcher launcher, @Reference Ffmpeg ffmpeg, StreamConfig config) {
        this(launcher, ffmpeg, config, MonotonicClock.SYSTEM);
    }

    StreamSource(Launcher launcher, Ffmpeg ffmpeg, StreamConfig config, MonotonicClock clock) {
        this.launcher = launcher;
        logins = new LoginPause(clock);
        SourceName name = SourceName.of("stream", config.id(), config.room());
        id = name.id();
        room = name.room();
        format = new AudioFormat(config.sample__rate(), config.channels());
        timeoutSeconds = config.timeout__seconds();
        try {
            input = input(ffmpeg, config);
        } catch (IllegalArgumentException e) {
            problem = "etc/" + PID + "-*.cfg of " + id + ": " + e.getMessage();
        }
    }

    private static Input input(Ffmpeg ffmpeg, StreamConfig config) {
        String url = config.url().strip();
        List<String> command = CommandLine.split(config.command());
        if (url.isEmpty() == command.isEmpty()) {
            throw new IllegalArgumentException(
                    url.isEmpty()
                            ? "neither 'url' nor 'command' is set: set one of them"
                            : "both 'url' and 'command' are set: remove one of them");
        }
        if (url.isEmpty()) {
            return Input.program(command);
        }
        Address address = Address.of(url, config.user().strip(), config.password());
        Duration timeout = Duration.ofSeconds(config.timeout__seconds());
        StreamOptions options =
                new StreamOptions(
                        config.sample__rate(),
                        config.channels(),
                        config.transport(),
                        timeout,
                        config.verify(),
                        config.certificate().strip());
        return Input.stream(ffmpeg.program(), address, options, new Reachability(timeout));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String room() {
        return room;
    }

    @Override
    public AudioStream open() throws IOException {
        logins.check();
        Input from = input;
        if (from == null) {
            throw new SourceException(problem);
        }
        try {
            if (failed) {
                from.beforehand().run();
            }
            failed = true;
            Opened opened = open(from, sent -> log(from, sent));
            failed = false;
            logins.accepted();
            return opened.stream;
        } catch (SourceException e) {
            if (e.isLogin()) {
                logins.refused(e);
            }
            throw e;
        }
    }

    private record Opened(PcmStream stream, Messages messages) {}

    private Opened open(Input from, Consumer<InputFormat> listener) throws IOException {
        Process process = launcher.start(from.invocation().line(), from.invocation().input());
        Messages messages = Messages.of(process, from.redaction(), id, listener);
        PcmStream stream = new PcmStream(process, messages, format, from.shown(), from.ends());
        stream.awaitAudio(TIMEOUTS_UNTIL_AUDIO * timeoutSeconds);
        return new Opened(stream, messages);
    }

    private synchronized void log(Input from, InputFormat now) {
        if (now.equals(logged)) {
            return;
        }
        if (logged != null) {
            LOG.info("source {}: {} now sends {} instead of {}", id, from.shown(), now, logged);
        } else if (now.isNarrow()) {
            LOG.warn("source {}: {} sends {}: {}", id, from.shown(), now, narrow(now));
        } else {
            LOG.info("source {}: {} sends {}", id, from.shown(), now);
        }
        logged = now;
    }

    private static String narrow(InputFormat sent) {
        return "nothing above "
                + sent.sampleRate() / 2
                + " Hz is heard, which the models expect; choose AAC or a sample rate of 16000 Hz"
                + " in the camera's settings";
    }

    @Override
    public String name() {
        return id;
    }

    /** Opens it for a moment; a program is only looked for, since a device may allow one reader. */
    @Override
    public List<Result> check() {
        Input from = input;
        if (from == null) {
            return List.of(Result.critical("source " + id + " cannot be used", problem));
        }
        String what = "source " + id + " in room " + room;
        if (from.invocation().input().isEmpty()) {
            return List.of(checkProgram(what, from.program()));
        }
        try {
            Opened opened = open(from, sent -> {});
            Optional<InputFormat> sent =
                    opened.messages
                            .input()
                            .completeOnTimeout(Optional.empty(), SAY_SECONDS, TimeUnit.SECONDS)
                            .join();
            opened.stream.close();
            return List.of(result(what + ": " + from.shown(), sent));
        } catch (IOException e) {
            return List.of(Result.warn(what + " gives no audio", String.valueOf(e.getMessage())));
        }
    }

    private static Result checkProgram(String what, String program) {
        return Programs.find(program)
                .map(path -> Result.ok(what + ": program " + path))
                .orElseGet(
                        () ->
                                Result.warn(
                                        what + ": the program '" + program + "' is not installed",
                                        Programs.remedy(program)));
    }

    private static Result result(String what, Optional<InputFormat> sent) {
        return sent.map(
                        format ->
                                format.isNarrow()
                                        ? Result.warn(what + " sends " + format, narrow(format))
                                        : Result.ok(what + " sends " + format))
                .orElseGet(() -> Result.ok(what + " sends audio"));
    }
}
