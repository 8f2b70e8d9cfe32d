package io.quotewire.store;

/** What became of a refresh token that was shown. None of them prints a token. */
public sealed interface Renewal {
    /** It was the newest of its login, and has been replaced by {@code token}. */
    record Renewed(String token, Login login, Account account) implements Renewal {
        @Override
        public String toString() {
            return "Renewed[login=" + login + "]";
        }
    }

    /**
     * It was replaced less than 10 s ago: here is once more what it was replaced by. Two requests at the same time and an answer
     * that was lost look so.
     */
    record Again(String token, Login login, Account account) implements Renewal {
        @Override
        public String toString() {
            return "Again[login=" + login + "]";
        }
    }

    /** It was replaced longer ago, or never was one of this login: somebody else may have it. The login has ended. */
    record Reused(Login login) implements Renewal {}

    /** Not used for too long, or begun too long ago. The login has ended. */
    record Expired(Login login) implements Renewal {}

    /** Its login had ended before. */
    record Revoked(Login login) implements Renewal {}

    /** It is no refresh token, or of a login that is forgotten. */
    record Unknown() implements Renewal {}
}
