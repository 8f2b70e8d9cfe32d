package io.quotewire.gateway.http;

import java.io.Serial;

/** Why a request gets no answer but a problem. Thrown where it is found, caught once by the connection; has no trace. */
public final class Refusal extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    static Refusal malformed(String detail) {
        return new Refusal(Problem.of(Problem.Type.MALFORMED, detail));
    }
}
