package dev.longshell.access;

import dev.longshell.limit.IpAddress;

/** IP addresses with the same first bits (CIDR, RFC 4632 and RFC 4291 section 2.3); asks no name server. */
record AddressRange(byte[] network, int bits) {

    /** @param text such as {@code 10.0.0.0/8}, {@code fd00::/8} or one address */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = IpAddress.bytes(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> new IllegalArgumentException(text + " is no address"));
        int bits = slash < 0 ? network.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > network.length * Byte.SIZE) {
            throw new IllegalArgumentException(text + " has no such prefix");
        }
        return new AddressRange(network, bits);
    }

    /** Whether that is an IP address as text, without brackets. */
    static boolean isAddress(String text) {
        return IpAddress.bytes(text).isPresent();
    }

    boolean contains(String address) {
        return IpAddress.bytes(address).filter(this::begins).isPresent();
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
}
