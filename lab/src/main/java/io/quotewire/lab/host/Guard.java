package io.quotewire.lab.host;

import io.quotewire.lab.stage.Reaction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one venue lets in: connections, handshakes, and what a client says after that.
 *
 * <p><b>Threads:</b> all calls come on the loop, and none may block.
 */
public interface Guard {
    /** Whether a TCP connection may stay; one that may not is closed without a word. */
    boolean admits();

    /** What a handshake is answered instead of being agreed to; null to agree. */
    @Nullable
    HttpAnswer refusal();

    /** Whoever watches over this client from now on. */
    Watch watch(Client client);

    /** Looks at what one client says, before it takes effect. */
    interface Watch {
        /** A ping or a pong. */
        @Nullable
        Ending control();

        /** A text, before the venue reacts to it. */
        @Nullable
        Ending message(String text);

        /**
         * What the venue would do upon that text.
         *
         * @param held streams that the client would hold then, at most
         */
        @Nullable
        Ending reaction(Reaction reaction, int held);

        /** The connection is no more. */
        void closed();
    }

    /** Why a connection must end, as its client is told. */
    record Ending(int code, String reason) {}

    /** Lets in whoever the {@code door} says, and whatever they say. */
    static Guard trusting(BooleanSupplier door) {
        return new TrustingGuard(door);
    }
}
