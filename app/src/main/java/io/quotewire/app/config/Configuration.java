package io.quotewire.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The effective settings, and where each was written. */
public final class Configuration {
    /** Read from the working directory where no other file is named. */
    public static final String FILE = "quotewire.yaml";

    private final KeyTree tree;
    private final AppConfig values;
    private final Map<String, Origin> origins;

    private Configuration(KeyTree tree, AppConfig values, Map<String, Origin> origins) {
        this.tree = tree;
        this.values = values;
        this.origins = origins;
    }

    /**
     * What to read.
     *
     * @param file null for {@link #FILE} in {@code directory}, where that exists
     * @param variables the process's environment
     */
    public record Sources(@Nullable Path file, Path directory, Map<String, String> variables, List<FlagValue> flags) {}

    /**
     * A setting given on the command line; lists are written with commas.
     *
     * @param flag as it was written, {@code --port}
     */
    public record FlagValue(String key, String flag, String text) {}

    /**
     * Reads all layers, the later ones over the earlier ones.
     *
     * @throws ConfigInvalid naming everything that is wrong
     */
    public static Configuration load(Sources sources) throws ConfigInvalid {
        KeyTree tree = new KeyTree(AppConfig.DEFAULT);
        Map<String, Written> written = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        readFile(sources, new YamlFile(fileName(sources), tree, written, problems));
        refuseSecrets(tree, written, problems);
        Environment.read(sources.variables(), tree, written, problems);
        for (FlagValue flag : sources.flags()) {
            Setting setting = tree.settings().get(flag.key());
            if (setting == null) {
                throw new IllegalStateException("flag " + flag.flag() + " sets the unknown key " + flag.key());
            }
            written.put(flag.key(), Written.flat(setting, flag.text(), new Origin.Flag(flag.flag())));
        }
        AppConfig values = (AppConfig) new Binder(written, problems).bind(tree.root());
        if (!problems.isEmpty()) {
            throw new ConfigInvalid(problems);
        }
        Map<String, Origin> origins = new LinkedHashMap<>();
        written.forEach((key, text) -> origins.put(key, text.origin()));
        return new Configuration(tree, values, Collections.unmodifiableMap(origins));
    }

    public AppConfig values() {
        return values;
    }

    public Origin origin(String key) {
        return origins.getOrDefault(key, new Origin.BuiltIn());
    }

    /** The effective settings as a file that could be read again; with {@code withOrigins} each line ends in its origin. */
    public String print(boolean withOrigins) {
        return new ConfigPrinter(withOrigins ? this::origin : null).print(tree.root(), values);
    }

    /** A file of settings is shown, copied and kept under version control. */
    private static void refuseSecrets(KeyTree tree, Map<String, Written> written, List<Problem> problems) {
        tree.settings().values().stream()
                .filter(setting -> setting.kind().isSecret() && written.containsKey(setting.key()))
                .forEach(setting -> {
                    Written text = Objects.requireNonNull(written.remove(setting.key()));
                    String what = setting.key() + " must not stand in a file of settings: " + setting.key()
                            + "-file names a file of its own";
                    problems.add(new Problem(text.origin(), what));
                });
    }

    private static String fileName(Sources sources) {
        return sources.file() == null ? FILE : sources.file().toString();
    }

    private static void readFile(Sources sources, YamlFile reader) {
        if (sources.file() != null) {
            reader.read(sources.directory().resolve(sources.file()));
        } else if (Files.exists(sources.directory().resolve(FILE))) {
            reader.read(sources.directory().resolve(FILE));
        }
    }
}
