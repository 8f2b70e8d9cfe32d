package io.quotewire.lab.simulate;

import io.quotewire.lab.market.Happening;
import io.quotewire.lab.market.Happening.Booked;
import io.quotewire.lab.market.Happening.Traded;
import io.quotewire.model.Listing;
import java.util.HashMap;
import java.util.Map;

/** {@code gap}: the next trade and the next change of the book of a listing that somebody would hear of are lost. */
final class GapWay implements Way {
    private static final long ARMED = 0;

    private final Way next;

    /** The hidden id of what is lost, {@link #ARMED} as long as nothing was. */
    private final Map<Loss, Long> losses = new HashMap<>();

    GapWay(Way next) {
        this.next = next;
    }

    private record Loss(Listing listing, Class<? extends Happening> kind) {}

    void arm(Listing listing) {
        losses.put(new Loss(listing, Booked.class), ARMED);
        losses.put(new Loss(listing, Traded.class), ARMED);
    }

    @Override
    public void pass(Parcel parcel) {
        next.pass(loses(parcel) ? parcel.lost() : parcel);
    }

    /** One happening is lost whole, though it may be told in several streams. */
    private boolean loses(Parcel parcel) {
        Happening happening = parcel.happening();
        Loss loss = new Loss(happening.listing(), happening.getClass());
        Long lost = losses.isEmpty() || parcel.only() != null ? null : losses.get(loss);
        if (lost == null) {
            return false;
        }
        if (lost == ARMED) {
            losses.put(loss, happening.id());
            return true;
        }
        if (lost != happening.id()) {
            losses.remove(loss);
            return false;
        }
        return true;
    }
}
