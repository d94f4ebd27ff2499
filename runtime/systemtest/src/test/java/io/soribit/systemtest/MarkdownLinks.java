// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The links and images of the Markdown files of a folder that lead nowhere in it. */
final class MarkdownLinks {
    private final Path folder;

    MarkdownLinks(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** All Markdown files. */
    List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".md")).sorted().toList();
        }
    }

    /** As {@code FILE: TARGET}; what has a scheme, such as https, is not looked at. */
    List<String> broken() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (String target : targets(document)) {
                if (!resolves(document, URI.create(target))) {
                    broken.add(folder.relativize(document) + ": " + target);
                }
            }
        }
        return broken;
    }

    /** The documents to which no links lead from this one. */
    Set<Path> unreached(Path start) throws IOException {
        Set<Path> unreached = new TreeSet<>(documents());
        Deque<Path> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            Path document = next.remove();
            if (unreached.remove(document)) {
                for (String target : targets(document)) {
                    next.add(file(document, URI.create(target)));
                }
            }
        }
        return unreached;
    }

    /** The document itself if the target is an anchor in it, or elsewhere. */
    private static Path file(Path document, URI target) {
        String path = target.isAbsolute() ? "" : target.getPath();
        return path.isEmpty() ? document : document.resolveSibling(path).normalize();
    }

    private boolean resolves(Path document, URI target) throws IOException {
        if (target.isAbsolute()) {
            return true;
        }
        Path file = file(document, target);
        return file.startsWith(folder)
                && Files.exists(file)
                && (target.getFragment() == null || anchors(file).contains(target.getFragment()));
    }

    private static Node parse(Path document) throws IOException {
        return Parser.builder().build().parse(Files.readString(document));
    }

    private static Set<String> targets(Path document) throws IOException {
        Set<String> targets = new TreeSet<>();
        parse(document)
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Link link) {
                                targets.add(link.getDestination());
                                visitChildren(link);
                            }

                            @Override
                            public void visit(Image image) {
                                targets.add(image.getDestination());
                            }
                        });
        return targets;
    }

    private static Set<String> anchors(Path document) throws IOException {
        Set<String> anchors = new TreeSet<>();
        IdGenerator ids = IdGenerator.builder().build();
        parse(document)
                .accept(
                        new AbstractVisitor() {
                            @Override
                            public void visit(Heading heading) {
                                anchors.add(ids.generateId(text(heading)));
                            }
                        });
        return anchors;
    }

    private static String text(Node heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text part) {
                        text.append(part.getLiteral());
                    }

                    @Override
                    public void visit(Code part) {
                        text.append(part.getLiteral());
                    }
                });
        return text.toString();
    }
}
