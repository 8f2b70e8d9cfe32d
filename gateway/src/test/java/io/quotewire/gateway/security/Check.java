package io.quotewire.gateway.security;

import io.quotewire.gateway.Members;
import io.quotewire.gateway.auth.AuthMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One risk, tried on a gateway of its own.
 *
 * @param number of the row in {@code docs/security.md}; several checks may share one
 * @param risk what is tried, in a few words; no two checks have the same
 * @param mode of the gateway
 * @param protections without each of which alone it fails; none where there is no method to switch off, which the check's
 *     comment explains
 */
record Check(int number, String risk, AuthMode mode, Body body, List<Protection> protections) {
    /** What is tried. */
    @FunctionalInterface
    interface Body {
        void run(Members members) throws Exception;
    }

    /** On a gateway that requires accounts. */
    static Check of(int number, String risk, Body body) {
        return new Check(number, risk, AuthMode.REQUIRED, body, List.of());
    }

    /** On a gateway that lets everybody see the market. */
    static Check open(int number, String risk, Body body) {
        return new Check(number, risk, AuthMode.OPTIONAL, body, List.of());
    }

    Check by(String type, String method, @Nullable Object instead) {
        return by(Protection.says(type, method, instead));
    }

    Check by(Protection protection) {
        List<Protection> more = new ArrayList<>(protections);
        more.add(protection);
        return new Check(number, risk, mode, body, List.copyOf(more));
    }

    /**
     * Runs it.
     *
     * @throws AssertionError where the gateway does not do what it should; also where it says nothing, or hangs up
     */
    void run(Path folder) throws Exception {
        try (Members members = Premises.open(folder, mode)) {
            body.run(members);
        } catch (IOException | IllegalStateException | CompletionException e) {
            throw new AssertionError(this + " was cut off: " + e, e);
        }
    }

    @Override
    public String toString() {
        return number + " " + risk;
    }
}
