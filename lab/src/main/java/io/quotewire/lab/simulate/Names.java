package io.quotewire.lab.simulate;

import io.quotewire.model.NearNames;
import java.util.Collection;
import java.util.List;

/** Says of a name that there is none such, and what was probably meant. */
final class Names {
    /** Of what somebody typed, so much is repeated. */
    private static final int MOST_REPEATED = 40;

    private Names() {}

    static String unknown(String what, String name, Collection<String> known) {
        String repeated = name.length() <= MOST_REPEATED ? name : name.substring(0, MOST_REPEATED) + "…";
        List<String> near = NearNames.of(name, known);
        return "no %s %s; %s"
                .formatted(
                        what,
                        repeated,
                        near.isEmpty()
                                ? "there are " + String.join(", ", known)
                                : "near it: " + String.join(", ", near));
    }
}
