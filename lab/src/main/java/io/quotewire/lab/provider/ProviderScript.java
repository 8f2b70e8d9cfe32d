package io.quotewire.lab.provider;

import io.quotewire.lab.script.Rate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One provider's answers. Pure; any thread. */
public interface ProviderScript {
    /** The short name, as a gateway's settings have it. */
    String name();

    /** How often it may be asked, all of which hold. */
    List<Rate> limits();

    /**
     * The body of an answer; null where there is none at this address.
     *
     * @param uri path and query
     * @param asOfUs the time of what is told, which lies behind {@code nowUs} for one that is out of date
     * @param zero whether all values are zero
     */
    @Nullable
    String answer(String uri, long asOfUs, boolean zero);

    /** What it says to who asks too often. */
    String tooMany();
}
