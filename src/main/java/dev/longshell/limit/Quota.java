package dev.longshell.limit;

/**
 * How many leases one holder may have at once.
 *
 * @param holder  whose they are: a user, a link, a network; of one {@link Leases} each holder's own word
 * @param most    at least 1
 * @param refusal what to say to whoever asks for one more: which bound it is, and what to do
 */
public record Quota(String holder, int most, String refusal) {
}
