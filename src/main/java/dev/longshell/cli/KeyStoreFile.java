package dev.longshell.cli;

import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;

/**
 * TLS_CERT and TLS_KEY as the PKCS12 file (RFC 7292) that Payara reads; knows no listener.
 *
 * @param path     mode 0600
 * @param password generated for this file
 */
record KeyStoreFile(Path path, String password) {
    /** The alias that Payara looks for. */
    static final String ALIAS = "s1as";

    /** The key store made in that folder; null where no certificate is set. @throws FaultException SETTING_REFUSED for files that are no PEM of a chain and a PKCS#8 key */
    static KeyStoreFile make(Settings settings, Path folder) {
        if (settings.text(Setting.TLS_CERT).isEmpty()) {
            return null;
        }
        Path certificate = Path.of(settings.text(Setting.TLS_CERT).orElseThrow());
        Path key = Path.of(settings.text(Setting.TLS_KEY).orElseThrow());
        KeyStoreFile file = new KeyStoreFile(folder.resolve("listener.p12"), Home.newSecret());
        Home.writePrivately(file.path, bytes(certificate, key, file.password.toCharArray()));
        return file;
    }

    private static byte[] bytes(Path certificate, Path key, char[] password) {
        try {
            Collection<? extends Certificate> chain = chain(certificate);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry(ALIAS, key(key, chain.iterator().next().getPublicKey().getAlgorithm()), password, chain.toArray(Certificate[]::new));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new FaultException(Fault.SETTING_REFUSED, "TLS_CERT=" + certificate + " and TLS_KEY=" + key
                    + " must be PEM files of a certificate chain and its PKCS#8 key (BEGIN PRIVATE KEY): " + e.getClass().getSimpleName() + ".", e);
        }
    }

    private static Collection<? extends Certificate> chain(Path certificate) throws IOException, GeneralSecurityException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (chain.isEmpty()) {
                throw new GeneralSecurityException("no certificate in it");
            }
            return chain;
        }
    }

    private static PrivateKey key(Path key, String algorithm) throws IOException, GeneralSecurityException {
        String body = Files.readString(key).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }
}
