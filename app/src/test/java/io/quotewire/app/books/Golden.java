package io.quotewire.app.books;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What {@code golden.json} says of a recording's books. */
final class Golden {
    private static final String FILE = "golden.json";

    /** The file whose number is given beside it; {@link Captures} finds it by its name. */
    private static final String ANSWER = ".json";

    private static final Map<String, Json> READ = new ConcurrentHashMap<>();

    private Golden() {}

    /** The figures by book; of some recordings those of all books or of the connection only. */
    static Map<String, Map<Figure, String>> of(String recording) {
        Map<String, Map<Figure, String>> scopes = new LinkedHashMap<>();
        books().at(recording).members().forEach((scope, values) -> {
            Map<Figure, String> figures = new LinkedHashMap<>();
            values.members().forEach((name, value) -> {
                if (!value.text().endsWith(ANSWER)) {
                    figures.put(Figure.of(name), value.text());
                }
            });
            scopes.put(scope, figures);
        });
        return scopes;
    }

    /** Every recording of books that the file has figures of. */
    static Iterable<String> recordings() {
        return books().members().keySet();
    }

    private static Json books() {
        return READ.computeIfAbsent(FILE, name -> Json.read(Recordings.text(name)))
                .at("order_books");
    }
}
