package io.quotewire.lab.capture;

import io.quotewire.lab.stage.Profile;
import io.quotewire.lab.stage.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the instrument lists that belong to recordings of one venue. */
final class InstrumentLists {
    static final int MAX_BYTES = 64 << 20;

    private static final Pattern FILE = Pattern.compile("([A-Za-z]+)_\\d{4}-\\d{2}-\\d{2}\\.json(?:\\.gz)?");

    private InstrumentLists() {}

    /**
     * Lists by name: those recorded in the files themselves, the first file's first; then those that lie beside them, the
     * newest of each name.
     *
     * @throws BadCapture if the needed one is nowhere, or the files belong to sites with lists of their own
     */
    static Map<String, byte[]> find(Stage stage, List<Part> parts) throws IOException {
        Profile profile = stage.profile();
        Map<String, byte[]> lists = new HashMap<>();
        for (Part part : parts) {
            part.lists().forEach(lists::putIfAbsent);
        }
        SequencedSet<Path> folders = parts.stream()
                .map(part -> part.home().resolve(profile.lists().folder()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (Map.Entry<String, Path> found : beside(profile, folders).entrySet()) {
            if (!lists.containsKey(found.getKey())) {
                lists.put(found.getKey(), read(found.getValue()));
            }
        }
        if (!lists.containsKey(profile.lists().needed())) {
            throw new BadCapture(
                    parts.getFirst().file(),
                    "no instrument list of %s: neither %s_DATE.json[.gz] in %s nor a line '%s' on connection %s"
                            .formatted(
                                    profile.venue(),
                                    profile.lists().needed(),
                                    folders.stream().map(Path::toString).collect(Collectors.joining(" or ")),
                                    profile.lists().request(),
                                    TsvLines.REST));
        }
        return lists;
    }

    private static Map<String, Path> beside(Profile profile, SequencedSet<Path> folders) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path folder : folders) {
            for (Map.Entry<String, Path> found : newest(folder).entrySet()) {
                Path other = files.putIfAbsent(found.getKey(), found.getValue());
                if (other != null) {
                    throw new BadCapture(
                            found.getValue(),
                            "%s cannot be played with two instrument lists, the other is %s"
                                    .formatted(profile.venue(), other));
                }
            }
        }
        return files;
    }

    private static Map<String, Path> newest(Path folder) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        if (Files.isDirectory(folder)) {
            TreeSet<Path> oldestFirst = new TreeSet<>();
            try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
                all.forEach(oldestFirst::add);
            }
            for (Path file : oldestFirst) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    files.put(name.group(1), file);
                }
            }
        }
        return files;
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream bytes = Lines.bytes(file)) {
            byte[] list = bytes.readNBytes(MAX_BYTES + 1);
            if (list.length > MAX_BYTES) {
                throw new BadCapture(file, "longer than " + MAX_BYTES + " bytes");
            }
            return list;
        }
    }
}
