package io.quotewire.store.last.redis;

/** What runs inside of Redis, so that nobody comes between looking and writing. */
final class Scripts {
    /** What a user must be allowed for all of them. */
    static final String COMMANDS = "eval, hdel, hget, hset, hlen, hscan, pexpire";

    /**
     * Keys: the hash. Arguments: most fields, the latest epoch that can be, how long to keep the hash in ms; then fields and values in
     * turn. Answers how many were older, and how many there was no room for.
     */
    static final String WRITE = """
            local most, horizon = tonumber(ARGV[1]), tonumber(ARGV[2])
            local older, full = 0, 0
            local size = redis.call('HLEN', KEYS[1])
            local function numbers(value)
              local epoch, seq = string.match(value, '^1 (%d+) (%d+) ')
              return tonumber(epoch), tonumber(seq)
            end
            for i = 4, #ARGV, 2 do
              local old = redis.call('HGET', KEYS[1], ARGV[i])
              local take = true
              if old then
                local epoch, seq = numbers(old)
                local newEpoch, newSeq = numbers(ARGV[i + 1])
                if epoch and epoch <= horizon and (epoch > newEpoch or (epoch == newEpoch and seq > newSeq)) then
                  take = false
                  older = older + 1
                end
              elseif size >= most then
                take = false
                full = full + 1
              else
                size = size + 1
              end
              if take then
                redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
              end
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
            return {older, full}
            """;

    /**
     * Keys: the hash. Arguments: where to go on, about how many to answer, the longest field and the longest value. Answers where to go
     * on next, how many were too long, and then fields and values in turn.
     */
    static final String READ = """
            local page = redis.call('HSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
            local answer, long = {page[1], 0}, 0
            for i = 1, #page[2], 2 do
              if #page[2][i] > tonumber(ARGV[3]) or #page[2][i + 1] > tonumber(ARGV[4]) then
                long = long + 1
              else
                answer[#answer + 1] = page[2][i]
                answer[#answer + 1] = page[2][i + 1]
              end
            end
            answer[2] = long
            return answer
            """;

    /** Keys: the hash. Arguments: fields that go. */
    static final String DROP = "redis.call('HDEL', KEYS[1], unpack(ARGV)) return {}";

    private Scripts() {}
}
