// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Which files are in some folders, and how large they are; what cannot be read is named. */
final class FileList extends SimpleFileVisitor<Path> {
    private static final int DEPTH = 4;

    private final String name;
    private final Path root;
    private final List<String> lines = new ArrayList<>();

    private FileList(String name, Path root) {
        this.name = name;
        this.root = root;
    }

    /**
     * A line for each file of some folders of a data folder; those that are not there have none.
     */
    static List<String> of(Path data, List<String> folders) {
        List<String> all = new ArrayList<>();
        for (String name : folders) {
            if (Files.isDirectory(data.resolve(name))) {
                all.addAll(of(data, name));
            }
        }
        return all;
    }

    private static List<String> of(Path data, String name) {
        try {
            FileList list = new FileList(name, data.resolve(name).toRealPath());
            Files.walkFileTree(list.root, Set.of(), DEPTH, list);
            Collections.sort(list.lines);
            return list.lines;
        } catch (IOException e) {
            return List.of(name + " cannot be read: " + e);
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (Files.isRegularFile(file)) {
            lines.add(path(file) + " " + Files.size(file));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        lines.add(path(file) + " cannot be read: " + e);
        return FileVisitResult.CONTINUE;
    }

    private String path(Path file) {
        return name + "/" + root.relativize(file);
    }
}
