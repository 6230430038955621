package dev.longshell.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.longshell.breaker.Breaker;
import dev.longshell.breaker.Breakers;
import dev.longshell.fault.Fault;
import dev.longshell.fault.FaultException;
import dev.longshell.setting.Setting;
import dev.longshell.setting.Settings;
import dev.longshell.text.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Asks the OpenID Connect provider of OIDC_ISSUER who somebody is: the authorization code flow (OpenID Connect Core 1.0, section 3.1) with PKCE (RFC 7636). Knows
 * nothing of the users here.
 */
@ApplicationScoped
public class OpenIdProvider {
    /** @param subject the provider's own name of the account @param names what its owner may be called, the best first; may be none */
    record Account(String issuer, String subject, List<String> names) {
    }

    /** The provider's answer does not prove who somebody is; says why, for the audit. */
    static final class Unproved extends Exception {
        private static final long serialVersionUID = 1;

        Unproved(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator, long atNanos) {
    }

    /** What an ID token says, or why that does not count. */
    private record Checked(IDTokenClaimsSet claims, Exception refusal) {
    }

    private static final int TIMEOUT_MILLIS = 5_000;
    /** Bytes of a key set; some have a dozen RSA keys with certificates. */
    private static final int LARGEST_KEY_SET = 256 << 10;
    /** How long its endpoints are taken to stay where they are. */
    private static final long DISCOVERED_NANOS = Duration.ofHours(1).toNanos();
    private static final long RETRY_AFTER_MILLIS = 5_000;

    private Settings settings;
    private Breaker breaker;
    private Discovered discovered;
    private long failedAtNanos;
    private boolean failed;

    protected OpenIdProvider() {
        // for the container's proxy
    }

    @Inject
    public OpenIdProvider(Settings settings, Breakers breakers) {
        this.settings = settings;
        if (isConfigured()) {
            this.breaker = breakers.ofProvider("identity-provider", Set.of(Fault.PROVIDER_UNAVAILABLE));
        }
    }

    boolean isConfigured() {
        return settings.text(Setting.OIDC_ISSUER).isPresent();
    }

    /** Where to send a browser. @param redirect where it comes back to, as the provider knows it. PROVIDER_UNAVAILABLE */
    URI question(OpenIdFlow flow, URI redirect) {
        return new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid", "profile", "email"), client(), redirect)
                .endpointURI(discovered().metadata().getAuthorizationEndpointURI()).state(new State(flow.state())).nonce(new Nonce(flow.nonce()))
                .codeChallenge(new CodeVerifier(flow.verifier()), CodeChallengeMethod.S256).build().toURI();
    }

    /** Where to send a browser to end its login there (OpenID Connect RP-Initiated Logout 1.0): who is logged in there is asked, for we do not keep their ID token. */
    Optional<URI> logout() {
        URI there = discovered().metadata().getEndSessionEndpointURI();
        return Optional.ofNullable(there).map(endpoint -> new LogoutRequest(endpoint, null, null, client(), null, null, null).toURI());
    }

    /**
     * Who came back.
     *
     * @param parameters of the request that the provider made the browser send
     * @throws Unproved       the state is another, the provider refused, or its ID token is not good: signature, issuer, audience, time, nonce
     * @throws FaultException PROVIDER_UNAVAILABLE
     */
    Account answer(Map<String, List<String>> parameters, OpenIdFlow flow, URI redirect) throws Unproved {
        AuthorizationCode code = code(parameters, flow, redirect);
        Discovered provider = discovered();
        OIDCTokenResponse tokens = exchange(code, flow, redirect, provider);
        Checked checked = breaker.call(() -> check(provider.validator(), tokens.getOIDCTokens().getIDToken(), new Nonce(flow.nonce())));
        if (checked.claims() == null) {
            throw new Unproved("ID token: " + Reason.of(checked.refusal()), checked.refusal());
        }
        return account(checked.claims());
    }

    /** It may ask the provider for its keys. */
    private static Checked check(IDTokenValidator validator, JWT token, Nonce nonce) {
        try {
            return new Checked(validator.validate(token, nonce), null);
        } catch (RemoteKeySourceException e) {
            throw unavailable(e);
        } catch (BadJOSEException | JOSEException e) {
            return new Checked(null, e);
        }
    }

    private AuthorizationCode code(Map<String, List<String>> parameters, OpenIdFlow flow, URI redirect) throws Unproved {
        AuthenticationResponse response;
        try {
            response = AuthenticationResponseParser.parse(redirect, parameters);
        } catch (ParseException e) {
            throw new Unproved("no answer of a provider", e);
        }
        if (response.getState() == null || !response.getState().equals(new State(flow.state()))) {
            throw new Unproved("state", null);
        }
        if (response.getIssuer() != null && !response.getIssuer().equals(issuer())) {
            throw new Unproved("the answer of another issuer", null); // RFC 9207 section 2.4
        }
        if (response instanceof AuthenticationErrorResponse refusal) {
            throw new Unproved("the provider says " + refusal.getErrorObject().getCode(), null);
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new Unproved("no code", null);
        }
        return code;
    }

    private OIDCTokenResponse exchange(AuthorizationCode code, OpenIdFlow flow, URI redirect, Discovered provider) throws Unproved {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(code, redirect, new CodeVerifier(flow.verifier()));
        HTTPRequest request = limited(new TokenRequest(provider.metadata().getTokenEndpointURI(), proofOfClient(provider.metadata()), grant).toHTTPRequest());
        TokenResponse response;
        try {
            response = OIDCTokenResponseParser.parse(breaker.call(() -> answer(request)));
        } catch (ParseException e) {
            throw new Unproved("no tokens", e);
        }
        if (!response.indicatesSuccess()) {
            throw new Unproved("the provider says " + response.toErrorResponse().getErrorObject().getCode() + " to the code", null);
        }
        if (!(response instanceof OIDCTokenResponse tokens) || tokens.getOIDCTokens().getIDToken() == null) {
            throw new Unproved("no ID token", null);
        }
        return tokens;
    }

    private static HTTPResponse answer(HTTPRequest request) {
        try {
            return ProviderAnswer.to(request);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private static Account account(IDTokenClaimsSet claims) {
        List<String> names = Stream.of("preferred_username", "email").map(claims::getStringClaim).filter(Objects::nonNull).toList();
        return new Account(claims.getIssuer().getValue(), claims.getSubject().getValue(), names);
    }

    /** Basic, unless the provider says that it takes only the other (RFC 8414 section 2). */
    private ClientAuthentication proofOfClient(OIDCProviderMetadata metadata) {
        Secret secret = new Secret(settings.text(Setting.OIDC_CLIENT_SECRET).orElseThrow());
        List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
        boolean basic = methods == null || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC) || !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
        return basic ? new ClientSecretBasic(client(), secret) : new ClientSecretPost(client(), secret);
    }

    private Discovered discovered() {
        return breaker.call(this::discover);
    }

    /** Asked for again once an hour; one that has just failed is not asked again at once, so that no crowd waits behind one another for it. */
    private synchronized Discovered discover() {
        if (discovered != null && System.nanoTime() - discovered.atNanos() <= DISCOVERED_NANOS) {
            return discovered;
        }
        if (failed && System.nanoTime() - failedAtNanos < TimeUnit.MILLISECONDS.toNanos(RETRY_AFTER_MILLIS)) {
            throw unavailable(null);
        }
        try {
            OIDCProviderMetadata metadata = metadata();
            discovered = new Discovered(metadata, validator(metadata), System.nanoTime());
            failed = false;
            return discovered;
        } catch (IOException | GeneralException e) {
            failed = true;
            failedAtNanos = System.nanoTime();
            throw unavailable(e);
        }
    }

    /** OpenID Connect Discovery 1.0, section 4. */
    private OIDCProviderMetadata metadata() throws IOException, GeneralException {
        HTTPRequest request = timed(new HTTPRequest(HTTPRequest.Method.GET, OIDCProviderMetadata.resolveURL(issuer())));
        HTTPResponse answer = ProviderAnswer.to(request);
        answer.ensureStatusCode(HTTPResponse.SC_OK);
        OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer.getBodyAsJSONObject());
        if (!issuer().equals(metadata.getIssuer())) {
            throw new GeneralException("The metadata are those of another issuer: " + metadata.getIssuer());
        }
        return metadata;
    }

    /** Asymmetric signatures only: neither none nor HMAC with what everybody can read is a signature. */
    private IDTokenValidator validator(OIDCProviderMetadata metadata) throws IOException {
        DefaultResourceRetriever retriever = new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LARGEST_KEY_SET);
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), retriever).refreshAheadCache(false).build();
        return new IDTokenValidator(issuer(), client(), new JWSVerificationKeySelector<>(new HashSet<>(JWSAlgorithm.Family.SIGNATURE), keys), null);
    }

    private static HTTPRequest limited(HTTPRequest request) {
        request.setFollowRedirects(false); // it carries the secret
        return timed(request);
    }

    private static HTTPRequest timed(HTTPRequest request) {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        return request;
    }

    Issuer issuer() {
        return new Issuer(settings.text(Setting.OIDC_ISSUER).orElseThrow());
    }

    private ClientID client() {
        return new ClientID(settings.text(Setting.OIDC_CLIENT_ID).orElseThrow());
    }

    private static FaultException unavailable(Exception cause) {
        return FaultException.retryable(Fault.PROVIDER_UNAVAILABLE, "The identity provider does not answer as it should. Log in with a name and password, or try again later.",
                RETRY_AFTER_MILLIS, cause);
    }
}
