// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Mosquitto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs and a broker with TLS: one hears the attic, the other is the house. */
@Timeout(900)
class SatelliteTest {
    /** Seconds in which the household is notified. */
    private static final int BOUND = 30;

    @TempDir Path tests;
    private Path folder;
    private Tls tls;

    private static String address(Mosquitto broker) {
        return broker.uri("ssl", "127.0.0.1").toString();
    }

    private Path house(Mosquitto broker) throws Exception {
        Path data = folder.resolve("house");
        Soribit.ports(data);
        Soribit.configure(
                data,
                "io.soribit.notify.mqtt",
                "url = " + address(broker),
                "ca = " + tls.certificate());
        Soribit.configure(data, "io.soribit.source.satellite-attic", "room = attic", "hub = far");
        Path quiet = Wav.of(folder.resolve("quiet.wav"), Beeps.inRoom(new float[6 * Wav.RATE], 3));
        Soribit.configure(
                data,
                "io.soribit.source.file-hall",
                "room = hall",
                "path = " + quiet,
                "loop = true");
        return data;
    }

    private Path satellite(Mosquitto broker) throws Exception {
        Path data = folder.resolve("satellite");
        Soribit.configure(data, "io.soribit.satellite", "house = " + address(broker));
        Soribit.configure(data, "io.soribit.notify.mqtt", "hub = far", "ca = " + tls.certificate());
        Path bell = Wav.doorbell(folder.resolve("bell.wav"), 12);
        Soribit.configure(
                data,
                "io.soribit.source.file-attic",
                "room = attic",
                "path = " + bell,
                "loop = true");
        return data;
    }

    private Soribit client(String program, Mosquitto broker, String... more) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(program, "-h", "127.0.0.1", "-p", "" + broker.port(), "--cafile"));
        command.add(tls.certificate().toString());
        command.addAll(List.of(more));
        return Soribit.program(command.toArray(String[]::new));
    }

    private void publish(Mosquitto broker, String topic, String text) throws Exception {
        try (Soribit pub = client("mosquitto_pub", broker, "-t", topic, "-m", text)) {
            assertThat(pub.exit(30)).as(pub.err()).isZero();
        }
    }

    @Test
    void aSoundOfASatelliteIsAnAlertOfTheHouseAndItsEndIsReported() throws Exception {
        RealTime.play(tests, this::soundAndEnd);
    }

    private void soundAndEnd(Path attempt) throws Exception {
        folder = attempt;
        tls = Tls.make(folder);
        try (Mosquitto broker = new Mosquitto(folder, tls.mosquitto());
                Soribit bus = client("mosquitto_sub", broker, "-v", "-t", "soribit/#");
                Soribit house = Soribit.start("run", "--data", house(broker).toString())) {
            house.line(120, "● hall");
            house.line(60, l -> l.startsWith("○ attic") && l.contains("lost"));
            Soribit satellite = Soribit.start("run", "--data", satellite(broker).toString());
            try {
                satellite.line(120, "● attic");
                house.line(60, "● attic (satellite.attic): listening");
                String alert =
                        bus.line(
                                90,
                                l ->
                                        l.startsWith("soribit/hub/alerts ")
                                                && l.contains("\"label\":\"doorbell\""));
                assertThat(alert).contains("\"rooms\":[\"attic\"]");
                bus.line(30, "soribit/hub/attic/doorbell/state ON");
                bus.line(30, "soribit/hub/attic/listening listening");
                satellite.line(60, "page: not available");
                assertThat(bus.lines())
                        .noneMatch(l -> l.startsWith("soribit/far/alert"))
                        .anyMatch(l -> l.startsWith("soribit/far/satellite "));

                publish(broker, "soribit/far/attic/sound", "{\"room\":\"attic\"}");
                publish(broker, "soribit/far/satellite", "nonsense");
                house.line(30, "room attic: ignoring a malformed");

                satellite.kill();
                house.within(BOUND, "room attic is not heard: raising an alert");
                bus.line(
                        60,
                        l ->
                                l.startsWith("soribit/hub/alerts ")
                                        && l.contains("\"label\":\"not_heard\"")
                                        && l.contains("attic"));
                RealTime.check(
                        house.lines().stream().noneMatch(l -> l.contains("room hall is not heard")),
                        "the hall is always heard");
            } finally {
                satellite.close();
            }
        }
    }
}
