// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Taught sounds, one for each trunk of a model that they were learnt on: {@code ID@TRUNK}. The one
 * that is listened for is {@code sounds/ID.json}, the others are in {@code sounds/trunks}. So hubs
 * with models of different trunks do not take each other's place.
 */
final class SoundDocuments implements Documents {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String END = ".json";
    private static final String ID = "own_[a-z0-9_]{1,60}";
    private static final Pattern NAME = Pattern.compile("(" + ID + ")@([A-Za-z0-9._-]{1,64})");

    private final Path folder;
    private final Path trunks;
    private final FileCache<Sound> files = new FileCache<>(Sound::read);
    private Map<String, String> unreadable = Map.of();

    private record Sound(String name, String hash) {
        static Sound read(Path file, byte[] content) throws IOException {
            try {
                return new Sound(nameIn(content), Hashes.of(content));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
    }

    private static String nameIn(byte[] content) {
        try {
            JsonNode json = JSON.readTree(content);
            String name = json.path("id").asText() + "@" + json.path("trunk").asText();
            if (NAME.matcher(name).matches()) {
                return name;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no taught sound", e);
        } catch (IOException e) {
            throw new IllegalStateException(e); // of an array
        }
        throw new IllegalArgumentException("it is no taught sound");
    }

    SoundDocuments(Path data) {
        folder = data.resolve("sounds");
        trunks = folder.resolve("trunks");
    }

    @Override
    public String what() {
        return "taught sound";
    }

    @Override
    public Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        files().forEach((file, sound) -> hashes.putIfAbsent(sound.name(), sound.hash()));
        return hashes;
    }

    /** Those that are listened for first. */
    private Map<Path, Sound> files() throws IOException {
        List<Path> all =
                new ArrayList<>(FileCache.list(folder, name -> name.matches(ID + "\\.json")));
        all.addAll(
                FileCache.list(
                        trunks,
                        name ->
                                name.endsWith(END)
                                        && NAME.matcher(
                                                        name.substring(
                                                                0, name.length() - END.length()))
                                                .matches()));
        Map<Path, Sound> sounds = files.read(all);
        sounds.entrySet().removeIf(each -> !isOf(each.getKey(), each.getValue().name()));
        unreadable = new TreeMap<>(files.unreadable());
        sounds.values().forEach(sound -> unreadable.remove(sound.name() + END));
        return sounds;
    }

    @Override
    public Map<String, String> unreadable() {
        return unreadable;
    }

    /** A file that is listened for may be of any trunk. */
    @Override
    public boolean isUnknown(String name) {
        return unreadable.containsKey(name + END)
                || unreadable.containsKey(name.split("@", 2)[0] + END);
    }

    /** A copy of a file is no document. */
    private boolean isOf(Path file, String name) {
        return file.equals(listened(name)) || file.equals(kept(name));
    }

    @Override
    public boolean isIntact(boolean first, boolean none) {
        return Files.isDirectory(folder) && !(first && none);
    }

    @Override
    public byte[] read(String name) throws IOException {
        for (Map.Entry<Path, Sound> each : files().entrySet()) {
            if (each.getValue().name().equals(name)) {
                return Files.readAllBytes(each.getKey());
            }
        }
        throw new NoSuchFileException(name);
    }

    @Override
    public void check(String name, byte[] content) {
        if (!nameIn(content).equals(name)) {
            throw new IllegalArgumentException("it is another taught sound than its name says");
        }
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        Path listened = listened(name);
        Sound before = files().get(listened);
        boolean other = before != null && !before.name().equals(name);
        new StateFile(other ? kept(name) : listened).write(content);
    }

    private Path listened(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name);
        }
        return folder.resolve(matcher.group(1) + END);
    }

    private Path kept(String name) {
        return trunks.resolve(name + END);
    }

    @Override
    public void delete(String name) throws IOException {
        Path listened = listened(name);
        new StateFile(kept(name)).delete();
        Sound sound = files().get(listened);
        if (sound != null && sound.name().equals(name)) {
            String id = String.valueOf(listened.getFileName());
            new StateFile(folder.resolve("inputs").resolve(id)).delete();
            new StateFile(listened).delete();
        }
    }
}
