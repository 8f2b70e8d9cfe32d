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

    /** Under these names other programs take the same settings; they count where the first of them is set. */
    private static final Map<String, String> OTHERS = Map.of(
            "REDIS_HOST", "redis.host",
            "REDIS_PORT", "redis.port",
            "REDIS_USERNAME", "redis.username",
            "REDIS_PASSWORD", "redis.password");

    private Environment() {}

    static void read(Map<String, String> variables, KeyTree tree, Map<String, Written> into, List<Problem> problems) {
        Map<String, Setting> known =
                tree.settings().values().stream().collect(Collectors.toMap(Setting::variable, setting -> setting));
        if (!variables.getOrDefault("REDIS_HOST", "").isEmpty()) {
            new TreeMap<>(OTHERS).forEach((name, key) -> readOther(name, key, variables, tree, into));
        }
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

    /** One that is set to nothing is as good as not set. */
    private static void readOther(
            String name, String key, Map<String, String> variables, KeyTree tree, Map<String, Written> into) {
        Setting setting = tree.settings().get(key);
        String text = variables.getOrDefault(name, "");
        if (setting != null && !text.isEmpty()) {
            into.put(key, Written.flat(setting, text, new Origin.Variable(name)));
        }
    }
}
