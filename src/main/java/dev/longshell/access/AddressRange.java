package dev.longshell.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** IP addresses with the same first bits (CIDR, RFC 4632 and RFC 4291 section 2.3); asks no name server. */
record AddressRange(byte[] network, int bits) {

    /** @param text such as {@code 10.0.0.0/8}, {@code fd00::/8} or one address */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = bytes(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> new IllegalArgumentException(text + " is no address"));
        int bits = slash < 0 ? network.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * Byte.SIZE) {
            throw new IllegalArgumentException(text + " has no such prefix");
        }
        return new AddressRange(network, bits);
    }

    /** Whether that is an IP address as text, without brackets. */
    static boolean isAddress(String text) {
        return bytes(text).isPresent();
    }

    boolean contains(String address) {
        return bytes(address).filter(this::begins).isPresent();
    }

    private boolean begins(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((address[bit >> 3] ^ network[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Four bytes, or sixteen; an IPv4 address that came through an IPv6 socket is IPv4. */
    private static Optional<byte[]> bytes(String text) {
        boolean literal = text.matches("\\d{1,3}(\\.\\d{1,3}){3}") || text.contains(":") && text.matches("[0-9A-Fa-f:.]{2,45}");
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty(); // 999.1.1.1 and the like
        }
    }
}
