// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach;

import io.soribit.api.ModelException;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.setting.Teaching.Remark;
import io.soribit.teach.price.PriceText;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.SoundFolder;
import io.soribit.teach.take.RefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of {@code teach}. */
@Command(
        name = "soribit teach",
        mixinStandardHelpOptions = true,
        description =
                "Teaches the hub a sound of your own from three to ten recordings of it, or with a"
                        + " room of the running hub: your doorbell, your washing machine, your"
                        + " dog.",
        footer = {
            "",
            "The recordings stay where they are: the hub keeps numbers that it learnt from, no"
                    + " audio. A running hub follows within seconds."
        })
@SuppressWarnings("UnusedMethod") // picocli calls them
public final class TeachLine implements Callable<Integer> {
    @Option(names = "--ko", paramLabel = "NAME", description = "Its name in Korean.")
    private @Nullable String korean;

    @Option(
            names = "--urgency",
            paramLabel = "URGENCY",
            defaultValue = "notice",
            description = "info, notice, urgent or emergency; default ${DEFAULT-VALUE}.")
    private String urgency = "notice";

    @Option(
            names = "--yes-emergency",
            description = "It is an emergency, indeed: said twice, since it wakes people up.")
    private boolean emergency;

    @Option(
            names = "--icon",
            paramLabel = "EMOJI",
            defaultValue = "🔊",
            description = "One emoji; default ${DEFAULT-VALUE}.")
    private String icon = "🔊";

    @Option(
            names = "--colour",
            paramLabel = "#RRGGBB",
            defaultValue = "#00BFA5",
            description = "Of lamps and cards; default ${DEFAULT-VALUE}.")
    private String colour = "#00BFA5";

    @Option(
            names = "--room",
            paramLabel = "ROOM",
            description = "Record it with a room of the hub that runs, instead of reading files.")
    private @Nullable String room;

    @Option(
            names = "--past",
            paramLabel = "TIME",
            description =
                    "With --room: learn from what the room heard at this time (2026-03-01T08:00:04)"
                            + " instead of recording; three to ten times.")
    private List<String> past = new ArrayList<>();

    @Option(
            names = "--takes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often a room records it, 3 to 10; default ${DEFAULT-VALUE}.")
    private int takes = 5;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "With --room: a user of the page who may change settings.")
    private @Nullable String user;

    @Option(
            names = "--at-once",
            description =
                    "With --room: ask nothing; each take begins at once, without the quiet room.")
    private boolean atOnce;

    @Option(
            names = "--on",
            description =
                    "Listen for it however often it would have alerted you in the last days;"
                            + " otherwise it waits for 'teach on' if it would have alerted you at all.")
    private boolean on;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "What it is called.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "Recordings of it.")
    private List<Path> files = new ArrayList<>();

    private final School school;
    private final Rooms rooms;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * How a room of the hub that runs records.
     *
     * @param takes how often
     * @param user of the page; null where it has none
     * @param atOnce whether nobody is asked before a recording
     * @param past when it was heard, instead of recording; empty to record
     */
    record FromRoom(
            String room, int takes, @Nullable String user, boolean atOnce, List<Instant> past) {
        FromRoom {
            past = List.copyOf(past);
        }
    }

    /** Teaches with a room of the hub that runs. */
    @FunctionalInterface
    interface Rooms {
        /** Returns whether the sound was learnt. */
        boolean teach(Sound sound, FromRoom how, Consumer<String> words)
                throws IOException, RefusedException, InterruptedException;
    }

    TeachLine(School school, Rooms rooms, PrintWriter out, PrintWriter err) {
        this.school = school;
        this.rooms = rooms;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call()
            throws IOException, ModelException, RefusedException, InterruptedException {
        if (name.isBlank() || files.isEmpty() == (room == null)) { // other commands need neither
            err.println(
                    "soribit: name the sound, and three to ten recordings of it or --room ROOM: see"
                            + " --help");
            return 2;
        }
        Map<String, String> names = new HashMap<>(Map.of("en", name.strip()));
        if (korean != null) {
            names.put("ko", korean.strip());
        }
        Sound sound =
                new Sound(
                        Naming.idOf(name.strip()),
                        names,
                        Naming.icon(icon),
                        colour,
                        Naming.urgency(urgency, emergency),
                        List.of());
        if (room != null) {
            List<Instant> times = new ArrayList<>();
            for (String time : past) {
                times.add(Naming.time(time));
            }
            Lesson.checkCount(times.isEmpty() ? takes : times.size());
            FromRoom how = new FromRoom(room, takes, user, atOnce, times);
            boolean learnt = rooms.teach(sound, how, out::println);
            if (learnt && on) {
                school.listen(sound.id(), true);
                out.println(sound.id() + " is on");
            }
            return learnt ? 0 : 1;
        }
        school.teach(sound, files, on, out::println);
        return 0;
    }

    /** What was an emergency elsewhere is none here unless a person says so. */
    static Sound limited(Sound sound, boolean emergency, Consumer<String> words) {
        if (sound.urgency() != Urgency.EMERGENCY || emergency) {
            return sound;
        }
        words.accept("it was an emergency, and is urgent here: --yes-emergency keeps it one");
        return new Sound(
                sound.id(), sound.names(), sound.icon(), sound.colour(), Urgency.URGENT, List.of());
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the sounds that were taught.")
    int list() throws IOException {
        for (OwnSound own : school.all(problem -> err.println("soribit: " + problem))) {
            Sound sound = own.sound();
            out.printf(
                    "%s  %s %s  %s  %d recordings  %s  %s%n",
                    sound.id(),
                    sound.icon(),
                    String.join(" / ", sound.names().values()),
                    sound.urgency().name().toLowerCase(Locale.ROOT),
                    own.takes().size(),
                    own.embedding().trunk(),
                    own.on() ? "on" : "off");
            out.println("  " + PriceText.onset(own));
            Remark problem = school.problem(own);
            if (problem != null) {
                out.println("  " + problem.message());
            }
        }
        return 0;
    }

    @Command(
            name = "price",
            mixinStandardHelpOptions = true,
            description = "Shows when a taught sound would have raised an alert in the last days.")
    int price(
            @Option(
                            names = "--days",
                            defaultValue = "7",
                            description = "1 to 14; default ${DEFAULT-VALUE}.")
                    int days,
            @Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id)
            throws IOException, RefusedException {
        PriceText.lines(school.price(id, days), ZoneId.systemDefault()).forEach(out::println);
        return 0;
    }

    @Command(
            name = "confirm",
            mixinStandardHelpOptions = true,
            description = "Says that something in its price was the sound: it is learnt anew.")
    int confirm(
            @Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id,
            @Parameters(paramLabel = "ROOM", description = "As 'price' shows it.") String heard,
            @Parameters(paramLabel = "TIME", description = "As 'price' shows it.") String time)
            throws IOException, RefusedException {
        school.judge(id, heard, Naming.time(time), true, out::println);
        return 0;
    }

    @Command(
            name = "refuse",
            mixinStandardHelpOptions = true,
            description = "Says that something in its price was another: it is learnt anew.")
    int refuse(
            @Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id,
            @Parameters(paramLabel = "ROOM", description = "As 'price' shows it.") String heard,
            @Parameters(paramLabel = "TIME", description = "As 'price' shows it.") String time)
            throws IOException, RefusedException {
        school.judge(id, heard, Naming.time(time), false, out::println);
        return 0;
    }

    @Command(
            name = "on",
            mixinStandardHelpOptions = true,
            description = "Listens for a taught sound.")
    int listen(@Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id)
            throws IOException, RefusedException {
        school.listen(id, true);
        out.println(id + " is on; a running hub listens for it within seconds");
        return 0;
    }

    @Command(
            name = "off",
            mixinStandardHelpOptions = true,
            description = "Listens for a taught sound no more, and keeps it.")
    int ignore(@Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id)
            throws IOException, RefusedException {
        school.listen(id, false);
        out.println(id + " is off; what was learnt is kept");
        return 0;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Forgets a sound that was taught.")
    int remove(@Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id)
            throws IOException, RefusedException {
        school.remove(id);
        out.println(id + " is forgotten");
        return 0;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes a taught sound into a file for another hub; no audio is in it.")
    int export(
            @Parameters(paramLabel = "ID", description = "As 'list' shows it.") String id,
            @Parameters(paramLabel = "FILE", description = "A new file.") Path file)
            throws IOException, RefusedException {
        if (Files.exists(file)) {
            throw new RefusedException("exists", file + " exists: name a new file");
        }
        Files.write(file, school.export(id));
        out.println(file + " holds " + id);
        return 0;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Learns a sound that another hub has exported.")
    int take(
            @Option(
                            names = "--yes-emergency",
                            description = "If it is an emergency there, it is one here, too.")
                    boolean confirmed,
            @Parameters(paramLabel = "FILE", description = "As 'export' wrote it.") Path file)
            throws IOException, RefusedException {
        school.take(SoundFolder.content(file), confirmed, out::println);
        return 0;
    }
}
