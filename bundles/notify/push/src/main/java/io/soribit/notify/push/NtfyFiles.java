// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.setting.NtfyTopics;
import io.soribit.common.io.StateFile;
import io.soribit.common.security.PairingFile;
import io.soribit.common.text.Language;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Topics that the page has made, as configurations of {@link NtfyNotifier}. */
@Component
public final class NtfyFiles implements NtfyTopics {
    private static final String PREFIX = NtfyNotifier.PID + "-";
    private static final String SUFFIX = ".cfg";
    private static final String MADE_HERE = "# Made by the page for a phone with the ntfy app.";

    /** What a phone's camera still reads as a code. */
    private static final int LONGEST_SERVER = 200;

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";

    private final Path folder;

    @Activate
    public NtfyFiles(BundleContext context) {
        this(Path.of(context.getProperty("soribit.data"), "etc"));
    }

    NtfyFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String phone = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
                if (phone.matches(NAME) && lines(phone).isPresent()) {
                    names.add(phone);
                }
            }
        }
        names.sort(null);
        return names;
    }

    @Override
    public synchronized Topic topic(String name) throws IOException {
        List<String> lines = known(name);
        return topic(name, value(lines, "url"), value(lines, "topic"));
    }

    @Override
    public synchronized Topic add(String name, String server, String language) throws IOException {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "a phone's name has 1 to 32 letters from a to z, digits and -");
        }
        String url = WebAddress.parse("the server", server, PUBLIC_SERVER);
        if (url.length() > LONGEST_SERVER || url.matches(".*[$\\\\\\s].*")) {
            throw new IllegalArgumentException(
                    "the server has up to "
                            + LONGEST_SERVER
                            + " characters, and must not contain $, \\ or spaces");
        }
        if (Files.exists(file(name))) {
            throw new IllegalStateException("there is a phone '" + name + "': choose another name");
        }
        Topic made = topic(name, url, "soribit-" + PairingFile.secret());
        new StateFile(file(name))
                .writeLines(
                        List.of(
                                MADE_HERE,
                                "url = " + made.server(),
                                "topic = " + made.topic(),
                                "language = " + Language.orEnglish(language, problem -> {})));
        return made;
    }

    @Override
    public synchronized void remove(String name) throws IOException {
        known(name);
        new StateFile(file(name)).delete();
    }

    private List<String> known(String name) throws IOException {
        return (name.matches(NAME) ? lines(name) : Optional.<List<String>>empty())
                .orElseThrow(
                        () -> new IllegalArgumentException("no phone '" + name + "' was added"));
    }

    /** Empty for what people have written themselves. */
    private Optional<List<String>> lines(String name) throws IOException {
        try {
            return Optional.of(new StateFile(file(name)).readLines())
                    .filter(lines -> !lines.isEmpty() && lines.get(0).equals(MADE_HERE));
        } catch (CharacterCodingException otherEncoding) {
            return Optional.empty();
        }
    }

    private static String value(List<String> lines, String key) {
        return lines.stream()
                .map(line -> line.split("=", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .map(parts -> parts[1].strip())
                .findFirst()
                .orElse("");
    }

    private static Topic topic(String name, String server, String topic) {
        URI uri = URI.create(server);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String open = "http".equals(uri.getScheme()) ? "&secure=false" : "";
        return new Topic(
                name,
                server,
                topic,
                "ntfy://" + uri.getRawAuthority() + path + "/" + topic + "?display=Soribit" + open);
    }

    private Path file(String name) {
        return folder.resolve(PREFIX + name + SUFFIX);
    }
}
