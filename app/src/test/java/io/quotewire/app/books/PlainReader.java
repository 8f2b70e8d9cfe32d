package io.quotewire.app.books;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the decoders of this package make of the steps. A twin shares nearly all steps with its recording: those are read once. */
final class PlainReader implements Reader {
    private final Capture capture;
    private final Map<Step, List<Told>> known = new HashMap<>();

    PlainReader(Capture capture) {
        this.capture = capture;
    }

    @Override
    public List<Told> told(List<Step> steps) {
        Decoder decoder = capture.decoder().get();
        List<Told> told = new ArrayList<>();
        for (Step step : steps) {
            List<Told> before = known.get(step);
            if (before == null) {
                before = told(decoder, step);
                if (!decoder.remembers()) {
                    known.put(step, before);
                }
            }
            told.addAll(before);
        }
        return told;
    }

    private List<Told> told(Decoder decoder, Step step) {
        Heard heard = new Heard();
        Json json = Json.read(step.text());
        if (step.isAnswer()) {
            decoder.answer(step.symbol(), json, heard);
        } else {
            decoder.message(json, heard);
        }
        return heard.told(capture.venue(), step);
    }
}
