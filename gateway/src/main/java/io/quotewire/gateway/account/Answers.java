package io.quotewire.gateway.account;

import io.quotewire.gateway.http.Problem;
import io.quotewire.gateway.http.Refusal;
import io.quotewire.gateway.http.Route;
import io.quotewire.store.StoreBusy;

/** What several routes answer. */
final class Answers {
    private Answers() {}

    /** The same, and a problem where the store does not answer. */
    static Route.Handler orBusy(Route.Handler handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (StoreBusy e) {
                throw busy();
            }
        };
    }

    static Refusal busy() {
        return new Refusal(Problem.of(Problem.Type.BUSY, "accounts cannot be looked up now: try again")
                .header("Retry-After", "1"));
    }

    /** Of what is another's it is not told that it is there. */
    static Refusal notFound(String what) {
        return new Refusal(Problem.of(Problem.Type.NOT_FOUND, "you have no " + what));
    }

    static Refusal gone() {
        return new Refusal(Problem.of(Problem.Type.REVOKED, "the account is gone"));
    }
}
