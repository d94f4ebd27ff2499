// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import io.soribit.api.Rooms;
import io.soribit.api.source.LentMicrophones.Lent;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The microphones that were lent on the page, as configurations of {@link BrowserSource}: a restart
 * of the hub keeps them, and a room is missed until a person takes its microphone back. Not
 * thread-safe.
 */
final class LentFiles {
    /** Files of people have other names. */
    private static final String PREFIX = BrowserSource.PID + "-page_";

    static final int MOST = 32;

    private final Path folder;

    LentFiles(Path folder) {
        this.folder = folder;
    }

    /** All that are lent, by their numbers. */
    Map<Integer, Lent> read() throws IOException {
        Map<Integer, Lent> all = new TreeMap<>();
        for (int number : IntStream.rangeClosed(1, MOST).toArray()) {
            List<String> lines = new StateFile(file(number)).readLines();
            if (!lines.isEmpty()) {
                all.put(number, new Lent(value(lines, "device"), value(lines, "room")));
            }
        }
        return all;
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .map(line -> line.split("=", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .map(parts -> parts[1].strip())
                .findFirst()
                .orElse("");
    }

    /** Writes one, in the place of an earlier one of that device. */
    void put(String device, String room) throws IOException {
        check(Rooms.check(room));
        check(device);
        Map<Integer, Lent> all = read();
        int number =
                numbers(all, device)
                        .findFirst()
                        .orElseGet(
                                () ->
                                        IntStream.rangeClosed(1, MOST)
                                                .filter(n -> !all.containsKey(n))
                                                .findFirst()
                                                .orElseThrow(LentFiles::tooMany));
        new StateFile(file(number))
                .writeLines(
                        List.of(
                                "# Written by the page: it lends the microphone of a device.",
                                "id = browser." + number,
                                "device = " + device,
                                "room = " + room));
    }

    /** Deletes that of a device; whether there was one. */
    boolean remove(String device) throws IOException {
        int[] numbers = numbers(read(), device).toArray();
        for (int number : numbers) {
            Files.delete(file(number));
        }
        return numbers.length > 0;
    }

    private static IntStream numbers(Map<Integer, Lent> all, String device) {
        return all.entrySet().stream()
                .filter(entry -> entry.getValue().device().equals(device))
                .mapToInt(Map.Entry::getKey);
    }

    private Path file(int number) {
        return folder.resolve(PREFIX + number + ".cfg");
    }

    private static IllegalArgumentException tooMany() {
        return new IllegalArgumentException(
                MOST + " microphones are lent already: take one back first");
    }

    /**
     * In a configuration, $ begins a reference to a secret, and a backslash goes on in the next
     * line.
     */
    private static void check(String value) {
        if (value.indexOf('$') >= 0 || value.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("'" + value + "' must not contain $ or \\");
        }
    }
}
