package dev.longshell.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** IP addresses as text; asks no name server. */
public final class IpAddress {
    private static final int IPV4_BYTES = 4;
    /**
     * Of a /64: what one subscriber has at least (RFC 6177 section 2), and may make addresses of at will (RFC 8981).
     */
    private static final int NETWORK_BYTES = 8;

    private IpAddress() {
    }

    /**
     * Four bytes, or sixteen; an IPv4 address that came through an IPv6 socket ({@code ::ffff:192.0.2.1}, RFC 4291
     * section 2.5.5.2) is IPv4. Empty for what is no address.
     *
     * @param text without brackets and zone
     */
    public static Optional<byte[]> bytes(String text) {
        boolean ipv4 = text.matches("\\d{1,3}(\\.\\d{1,3}){3}");
        if (!ipv4 && !(text.contains(":") && text.matches("[0-9A-Fa-f:.]{2,45}"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty(); // 999.1.1.1 and the like
        }
    }

    /**
     * By what a sender is counted: the IPv4 address, or the /64 of an IPv6 address, in one spelling. What is no address
     * stands for itself.
     *
     * @param text as {@link #bytes}, also with the zone of a link-local address ({@code %eth0}); null where no
     *             sender is known
     */
    public static String network(String text) {
        if (text == null) {
            return "unknown";
        }
        return bytes(text.replaceFirst("%.*$", "")).map(IpAddress::networkOf).orElse(text);
    }

    private static String networkOf(byte[] address) {
        if (address.length > IPV4_BYTES) {
            return HexFormat.of().formatHex(Arrays.copyOf(address, NETWORK_BYTES)).replaceAll("(....)", "$1:") + ":/64";
        }
        return (address[0] & 0xff) + "." + (address[1] & 0xff) + "." + (address[2] & 0xff) + "." + (address[3] & 0xff);
    }
}
