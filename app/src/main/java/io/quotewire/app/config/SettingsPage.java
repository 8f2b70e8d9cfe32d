package io.quotewire.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;

/** Writes the page that lists every setting; its sentences are in {@code settings.properties}. */
final class SettingsPage {
    private static final int SHORT_LIST = 4;
    private static final String GENERAL = "general";
    private static final String HEAD = """
            # Settings

            Generated from the code. Each setting has a default that works: no file is needed.

            A value comes from the last of these that has it: the default; the file (`-c FILE`, else `./quotewire.yaml` where
            that exists); the environment; a flag. An unknown key and a value that cannot be are errors that name the key and
            the line; nothing is repaired. `quotewire config check` tries a file, `quotewire config show --origin` prints what
            is in force and where each value was written. All is read once, at the start.

            ```yaml
            venues:
              enabled: [okx, binance]
            instruments: [BTC-USDT, ETH-USDT]
            listen: ["127.0.0.1:8000"]
            ```

            Durations are written `250ms`, `10s`, `5m` or `1h`; sizes `512B`, `64KiB` or `1MiB`. In the environment a key is
            in upper case behind `QUOTEWIRE_`, with `_` for `.` and `-`, and a list has commas: `listen` is
            `QUOTEWIRE_LISTEN=127.0.0.1:8000,[::1]:8000`.
            """;

    private final KeyTree tree;
    private final Properties sentences;

    SettingsPage(KeyTree tree) {
        this.tree = tree;
        this.sentences = load();
    }

    String print() {
        Map<String, StringBuilder> tables = new LinkedHashMap<>();
        tables.put(GENERAL, tableHead(GENERAL));
        for (Setting setting : tree.settings().values()) {
            int dot = setting.key().indexOf('.');
            String title = dot < 0 ? GENERAL : setting.key().substring(0, dot);
            tables.computeIfAbsent(title, SettingsPage::tableHead).append(row(setting));
        }
        StringBuilder page = new StringBuilder(HEAD);
        tables.values().forEach(page::append);
        return page.toString();
    }

    /** Settings without a sentence and sentences without a setting. */
    List<String> unmatched() {
        TreeSet<String> keys = new TreeSet<>();
        tree.settings().values().forEach(setting -> keys.add(setting.general()));
        TreeSet<String> names = new TreeSet<>(sentences.stringPropertyNames());
        TreeSet<String> unmatched = new TreeSet<>(keys);
        unmatched.addAll(names);
        keys.retainAll(names);
        unmatched.removeAll(keys);
        return List.copyOf(unmatched);
    }

    /** What the setting is for, and within which bounds. */
    String sentence(Setting setting) {
        return sentences.getProperty(setting.general(), "");
    }

    private static StringBuilder tableHead(String title) {
        return new StringBuilder("\n## ").append(title).append("\n\n| Key | Form | Default | |\n|---|---|---|---|\n");
    }

    private String row(Setting setting) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(setting.key(), setting.form(), standard(setting), sentence(setting))
                .replace(System.lineSeparator(), "\n");
    }

    private static String standard(Setting setting) {
        if (setting.standard() == null) {
            return "–";
        }
        if (setting.standard() instanceof List<?> list && list.size() > SHORT_LIST) {
            String some = setting.print(list.subList(0, SHORT_LIST));
            return "`" + some.substring(0, some.length() - 1) + "` and " + (list.size() - SHORT_LIST) + " more`]`";
        }
        return "`" + setting.print(setting.standard()) + "`";
    }

    private static Properties load() {
        try (InputStream in = Objects.requireNonNull(SettingsPage.class.getResourceAsStream("settings.properties"))) {
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("reading the sentences of the settings", e);
        }
    }
}
