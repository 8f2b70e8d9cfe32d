package io.quotewire.lab.host;

import io.quotewire.lab.stage.Reaction;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** For a venue without limits of its own, whose door can be shut. */
record TrustingGuard(BooleanSupplier open) implements Guard {
    private static final Watch NOBODY = new Watch() {
        @Override
        public @Nullable Ending control() {
            return null;
        }

        @Override
        public @Nullable Ending message(String text) {
            return null;
        }

        @Override
        public @Nullable Ending reaction(Reaction reaction, int held) {
            return null;
        }

        @Override
        public void closed() {}
    };

    @Override
    public boolean admits() {
        return open.getAsBoolean();
    }

    @Override
    public @Nullable HttpAnswer refusal() {
        return null;
    }

    @Override
    public Watch watch(Client client) {
        return NOBODY;
    }
}
