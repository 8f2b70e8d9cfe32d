package io.quotewire.app.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Takes settings from environment variables. */
final class Environment {
    /** Variables with our prefix that others read: the build and the launcher. */
    private static final Set<String> NOT_SETTINGS = Set.of("QUOTEWIRE_STRICT", "QUOTEWIRE_JAVA_HOME");

    private Environment() {}

    static void read(Map<String, String> variables, KeyTree tree, Map<String, Written> into, List<Problem> problems) {
        Map<String, Setting> known =
                tree.settings().values().stream().collect(Collectors.toMap(Setting::variable, setting -> setting));
        new TreeMap<>(variables).forEach((name, text) -> {
            if (!name.startsWith(Setting.PREFIX) || NOT_SETTINGS.contains(name)) {
                return;
            }
            Origin origin = new Origin.Variable(name);
            Setting setting = known.get(name);
            if (setting == null) {
                problems.add(new Problem(origin, "there is no such setting" + Hint.of(name, known.keySet())));
            } else {
                into.put(setting.key(), Written.flat(setting, text, origin));
            }
        });
    }
}
