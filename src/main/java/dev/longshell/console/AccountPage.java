package dev.longshell.console;

import dev.longshell.access.Account;
import dev.longshell.access.Account.IdentityView;
import dev.longshell.access.Account.LoginView;
import dev.longshell.access.Account.NewToken;
import dev.longshell.access.Account.TokenView;
import dev.longshell.access.Client;
import dev.longshell.access.LoginCookie;
import dev.longshell.store.TokenScope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;

/** Somebody's own page: password, tokens, and where they are logged in; knows nothing of what these may be. */
@Named("account")
@RequestScoped
public class AccountPage {
    private final Account account;
    private final Visitor visitor;
    private final LoginCookie cookie;
    private final HttpServletRequest request;
    private NewToken made;
    private String current;
    private String next;
    private String tokenName;
    private int tokenDays = 90;
    private String tokenScope = TokenScope.READ.word();

    protected AccountPage() {
        this(null, null, null, null);
    }

    @Inject
    public AccountPage(Account account, Visitor visitor, LoginCookie cookie, HttpServletRequest request) {
        this.account = account;
        this.visitor = visitor;
        this.cookie = cookie;
        this.request = request;
    }

    /** Newest first. */
    public List<LoginView> getLogins() {
        return account.logins(visitor.caller());
    }

    /** Newest first. */
    public List<TokenView> getTokens() {
        return account.tokens(visitor.caller());
    }

    /** Oldest first. */
    public List<IdentityView> getIdentities() {
        return account.identities(visitor.caller());
    }

    public boolean isWithPassword() {
        return account.hasPassword(visitor.caller());
    }

    /** Made just now; null otherwise. */
    public NewToken getMade() {
        return made;
    }

    /** Ends every other login and every token; this browser goes on with a new login. */
    public void changePassword() {
        HttpServletResponse response = (HttpServletResponse) FacesContext.getCurrentInstance().getExternalContext().getResponse();
        if (Notice.unlessRefused(() -> cookie.set(response, visitor.becomes(account.changePassword(visitor.caller(), current, next, Client.of(request)))))) {
            FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO,
                    "Your password is changed. You are logged out everywhere else, and your tokens are revoked.", null));
        }
    }

    public void makeToken() {
        if (Notice.unlessRefused(() -> made = account.makeToken(visitor.caller(), tokenName, tokenDays, tokenScope,
                Client.of(request)))) {
            tokenName = null;
        }
    }

    public void revoke() {
        Notice.unlessRefused(() -> account.revoke(visitor.caller(), UUID.fromString(Notice.field("which"))));
    }

    public void unlink() {
        Notice.unlessRefused(() -> account.unlink(visitor.caller(), UUID.fromString(Notice.field("which"))));
    }

    public String getCurrent() {
        return null; // a password never goes back into a page
    }

    public void setCurrent(String current) {
        this.current = current;
    }

    public String getNext() {
        return null;
    }

    public void setNext(String next) {
        this.next = next;
    }

    public String getTokenName() {
        return tokenName;
    }

    public void setTokenName(String tokenName) {
        this.tokenName = tokenName;
    }

    public int getTokenDays() {
        return tokenDays;
    }

    public void setTokenDays(int tokenDays) {
        this.tokenDays = tokenDays;
    }

    public String getTokenScope() {
        return tokenScope;
    }

    public void setTokenScope(String tokenScope) {
        this.tokenScope = tokenScope;
    }
}
