package io.quotewire.venue.limit;

/** What a venue counts for our address as a whole, and what therefore survives a restart. */
enum Kind {
    CONNECTS("connects"),
    REQUESTS("requests"),
    WEIGHT("weight"),
    ADDRESS_WEIGHT("address_weight");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** In names of limits and in the file. */
    String word() {
        return word;
    }
}
